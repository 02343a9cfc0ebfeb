"""Wrong: the lock goes when the file that was read is closed, before the value is written with another open; people let `with` tidy up too early."""
import fcntl
import re
import sys

MOST = 100000
NUMBER = re.compile(rb"-?[0-9]+\n")


class Nonsense(Exception):
    pass


def increment(path):
    with open(path, "a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        text = file.read(64)
    if text and not NUMBER.fullmatch(text):
        raise Nonsense
    value = int(text or b"0") + 1
    with open(path, "wb") as file:
        file.write(b"%d\n" % value)
    return value


def count(path, steps):
    value = 0
    for _ in range(steps):
        value = increment(path)
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
