"""Wrong: the record is still in Python's buffer when the lock is given up, and goes out later without it; people take file.write for writing."""
import fcntl
import os
import sys

MOST = 100000


def append(file, record):
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        file.seek(0, os.SEEK_END)
        file.write(record)
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


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
        fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        with os.fdopen(fd, "r+b") as file:
            for number in range(1, count + 1):
                append(file, f"{letter}:{number:06}:{letter * 40}\n".encode())
    except OSError as error:
        print(f"append: {path}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
