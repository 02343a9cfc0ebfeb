"""barrier: COUNT copies print `round r` only when all have arrived at round r; FIFOs in DIR are all that joins them.

Design: nobody leads. There is a FIFO from each copy to each other one; an arrival is a byte to everybody, and a copy goes on when
it has a byte from everybody. Read ends are opened first and without waiting, write ends then wait for them: no circle.
"""

import os
import select
import sys


def open_fifo(directory, sender, receiver, flags):
    name = os.path.join(directory, f"{sender}-{receiver}")
    try:
        os.mkfifo(name, 0o600)
    except FileExistsError:
        pass
    fd = os.open(name, flags)
    if flags == os.O_WRONLY:
        os.unlink(name)  # the reader was there first, so both are in
    return fd


def all_arrive(ears):
    """Sleeps until everybody's byte is there, or somebody is gone without having sent one."""
    missing = set(ears)
    while missing:
        for ear in select.select(missing, [], [])[0]:
            if not os.read(ear, 1):
                return False
            missing.remove(ear)
    return True


def tell(fd):
    try:
        os.write(fd, b"a")
    except BrokenPipeError:
        pass  # whether it had arrived before it died is to be read, not written


def main(directory, count, index, rounds):
    others = [other for other in range(count) if other != index]
    ears = [open_fifo(directory, other, index, os.O_RDONLY | os.O_NONBLOCK) for other in others]
    mouths = [open_fifo(directory, index, other, os.O_WRONLY) for other in others]
    for ear in ears:
        os.set_blocking(ear, True)
    for number, _ in zip(range(1, rounds + 1), iter(sys.stdin.readline, "")):
        for mouth in mouths:
            tell(mouth)
        if not all_arrive(ears):
            print(f"barrier: somebody left before round {number}", file=sys.stderr)
            return 3
        os.write(1, f"round {number}\n".encode())
        if number == rounds:
            return 0
    print("barrier: standard input ended early", file=sys.stderr)
    return 1


arguments = sys.argv[1:]
if len(arguments) != 4 or not all(text.isdecimal() for text in arguments[1:]):
    print("usage: barrier DIR COUNT INDEX ROUNDS", file=sys.stderr)
    sys.exit(2)
count, index, rounds = (int(text) for text in arguments[1:])
if not (1 <= count <= 16 and index < count and 1 <= rounds <= 1000):
    print("barrier: COUNT is 1 to 16, INDEX below COUNT, ROUNDS 1 to 1000", file=sys.stderr)
    sys.exit(2)
sys.exit(main(arguments[0], count, index, rounds))
