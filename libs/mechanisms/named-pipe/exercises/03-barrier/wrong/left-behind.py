# Wrong: nobody removes the FIFOs: when the last one has closed them nothing is left in them, so they seem to be gone.

import os
import select
import sys

FAILED, USAGE, PEER_LOST = 1, 2, 3


class Lost(Exception):
    """A partner is gone before all have arrived."""


def meet(name, flags):
    """Both sides make it; opening sleeps until the other side is there."""
    try:
        os.mkfifo(name, 0o600)
    except FileExistsError:
        pass
    return os.open(name, flags)


def take_byte(fd, who):
    if not os.read(fd, 1):
        raise Lost(f"{who} is gone before all have arrived")


class Leader:
    def __init__(self, directory, count):
        self.up, self.down = [], []
        for follower in range(1, count):
            names = f"{directory}/{follower}.up", f"{directory}/{follower}.down"
            self.up.append(meet(names[0], os.O_RDONLY))
            self.down.append(meet(names[1], os.O_WRONLY))

    def meet(self):
        missing = set(self.up)
        while missing:
            for fd in select.select(missing, [], [])[0]:
                take_byte(fd, "a follower")
                missing.remove(fd)
        for fd in self.down:
            try:
                os.write(fd, b"r")
            except BrokenPipeError:
                pass  # it has arrived and died since: the next round will miss it


class Follower:
    def __init__(self, directory, index):
        self.up = meet(f"{directory}/{index}.up", os.O_WRONLY)
        self.down = meet(f"{directory}/{index}.down", os.O_RDONLY)

    def meet(self):
        try:
            os.write(self.up, b"a")
        except BrokenPipeError:
            raise Lost("the leader is gone") from None
        take_byte(self.down, "the leader")


def numbers(arguments):
    """COUNT, INDEX and ROUNDS; None when they are not what they have to be."""
    if len(arguments) != 4 or not all(text.isascii() and text.isdigit() for text in arguments[1:]):
        return None
    count, index, rounds = map(int, arguments[1:])
    is_right = 1 <= count <= 16 and index < count and 1 <= rounds <= 1000
    return (count, index, rounds) if is_right else None


def main(arguments):
    wanted = numbers(arguments)
    if wanted is None:
        print("usage: barrier DIR COUNT INDEX ROUNDS", file=sys.stderr)
        return USAGE
    count, index, rounds = wanted
    directory = arguments[0]
    side = Leader(directory, count) if index == 0 else Follower(directory, index)
    for number in range(1, rounds + 1):
        if not sys.stdin.readline():
            print(f"barrier: standard input ended before round {number}", file=sys.stderr)
            return FAILED
        side.meet()
        os.write(1, b"round %d\n" % number)
    return 0


try:
    sys.exit(main(sys.argv[1:]))
except Lost as lost:
    print(f"barrier: {lost}", file=sys.stderr)
    sys.exit(PEER_LOST)
