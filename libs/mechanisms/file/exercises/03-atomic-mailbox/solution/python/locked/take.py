"""take: while a lock keeps the others out, the lowest message is read and removed; it is printed after that."""
import os
import sys
import time

import mailbox

PATIENCE = 4.0


def take_one(folder):
    with mailbox.locked(folder):
        numbers = mailbox.numbers_in(folder)
        if not numbers:
            return None
        path = mailbox.path_of(folder, numbers[0])
        with open(path, "rb") as file:
            message = file.read()
        os.unlink(path)
        return message


def write_all(data):
    view = memoryview(data)
    while view:
        view = view[os.write(1, view):]


def take(folder, count):
    last = time.monotonic()
    while count > 0:
        message = take_one(folder)
        if message is not None:
            write_all(message)
            count -= 1
            last = time.monotonic()
        elif time.monotonic() - last >= PATIENCE:
            print("take: no message for 4 s", file=sys.stderr)
            return 4
        else:
            time.sleep(0.02)
    return 0


def main():
    arguments = sys.argv[1:]
    if len(arguments) != 2 or not arguments[1].isdecimal() or not 1 <= int(arguments[1]) <= 1000:
        print("usage: take DIR COUNT (1 to 1000)", file=sys.stderr)
        return 2
    try:
        return take(arguments[0], int(arguments[1]))
    except OSError as error:
        print(f"take: {error}", file=sys.stderr)
        return 1


sys.exit(main())
