"""counter: a record lock on FILE itself is held while the value is read, changed and written back."""
import fcntl
import os
import re
import sys

MOST = 100000
NUMBER = re.compile(rb"-?[0-9]+\n")


class Nonsense(Exception):
    pass


def increment(fd):
    text = os.pread(fd, 64, 0)
    if text and not NUMBER.fullmatch(text):
        raise Nonsense
    value = int(text or b"0") + 1
    fresh = b"%d\n" % value
    os.pwrite(fd, fresh, 0)
    os.ftruncate(fd, len(fresh))
    return value


def count(path, steps):
    fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    value = 0
    for _ in range(steps):
        fcntl.lockf(fd, fcntl.LOCK_EX)
        try:
            value = increment(fd)
        finally:
            fcntl.lockf(fd, fcntl.LOCK_UN)
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
