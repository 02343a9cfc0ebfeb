"""counter: FILE.lock is a name that only one process can make; it says whose it is, so that a dead owner stops nobody."""
import fcntl
import os
import re
import sys
import time

MOST = 100000
NUMBER = re.compile(rb"-?[0-9]+\n")


class Nonsense(Exception):
    pass


def increment(path):
    try:
        with open(path, "rb") as file:
            text = file.read(64)
    except FileNotFoundError:
        text = b""
    if text and not NUMBER.fullmatch(text):
        raise Nonsense
    value = int(text or b"0") + 1
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    with open(fd, "wb") as file:
        file.write(b"%d\n" % value)
    return value


def owner_lives(lock):
    try:
        os.kill(int(os.readlink(lock)), 0)
    except FileNotFoundError:
        return True
    except ProcessLookupError:
        return False
    return True


def bury(lock, folder):
    # Two may find the same dead owner: only one at a time may remove a lock, and looks again before.
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        if not owner_lives(lock):
            os.unlink(lock)
    finally:
        fcntl.flock(folder, fcntl.LOCK_UN)


def acquire(lock, folder):
    while True:
        try:
            os.symlink(str(os.getpid()), lock)
            return
        except FileExistsError:
            if owner_lives(lock):
                time.sleep(0.01)
            else:
                bury(lock, folder)


def count(path, steps):
    lock = path + ".lock"
    folder = os.open(os.path.dirname(path) or ".", os.O_RDONLY)
    value = 0
    for _ in range(steps):
        acquire(lock, folder)
        try:
            value = increment(path)
        finally:
            os.unlink(lock)
    return value


def main():
    arguments = sys.argv[1:]
    if len(arguments) != 2 or not re.fullmatch("[0-9]{1,6}", arguments[1]) or not 1 <= int(arguments[1]) <= MOST:
        print(f"usage: counter FILE N (N 1 to {MOST})", file=sys.stderr)
        return 2
    try:
        print(count(arguments[0], int(arguments[1])), flush=True)
    except Nonsense:
        print(f"counter: {arguments[0]} holds no number", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"counter: {error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
