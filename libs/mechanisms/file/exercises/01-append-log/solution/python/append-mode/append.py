"""append: O_APPEND lets the kernel choose the place and write there in one step; no buffer of Python's is in between."""
import os
import sys

MOST = 100000
BATCH = 80


def write_all(fd, data):
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view):]


def main():
    arguments = sys.argv[1:]
    if (
        len(arguments) != 3
        or len(arguments[1]) != 1
        or not "a" <= arguments[1] <= "z"
        or not (arguments[2].isascii() and arguments[2].isdigit())
        or not 1 <= int(arguments[2]) <= MOST
    ):
        print(f"usage: append FILE ID COUNT (ID a to z, COUNT 1 to {MOST})", file=sys.stderr)
        return 2
    path, letter, count = arguments[0], arguments[1], int(arguments[2])
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        for first in range(1, count + 1, BATCH):
            records = [f"{letter}:{n:06}:{letter * 40}\n" for n in range(first, min(first + BATCH, count + 1))]
            write_all(fd, "".join(records).encode())
        os.close(fd)
    except OSError as error:
        print(f"append: {path}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
