"""receive: makes the FIFO if need be, copies what senders put into it to standard output, and removes its name.

Design: blocking calls. `os.open` sleeps until the first sender comes, `os.read` returns nothing when the last one has closed.
With -k we hold a write end ourselves (O_RDWR), so that no end-of-file can come; silence is measured by `select`.
"""

import os
import select
import stat
import sys

FAILED, USAGE = 1, 2
STDOUT = 1
BUFFER_BYTES = 65536
SILENCE_SECONDS = 2


def complain(what):
    print(f"receive: {what}", file=sys.stderr, flush=True)
    return FAILED


def write_all(fd, data):
    """A write may take fewer bytes than we gave: the rest is ours to offer again."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest):]


def copy(fifo, keep):
    patience = None  # for the first byte we wait as long as it takes
    while True:
        if keep and not select.select([fifo], [], [], patience)[0]:
            return
        data = os.read(fifo, BUFFER_BYTES)
        if not data:
            return
        write_all(STDOUT, data)
        patience = SILENCE_SECONDS


def receive(path, keep):
    try:
        os.mkfifo(path, 0o600)
    except FileExistsError:
        pass  # one that is there already serves as well
    if not stat.S_ISFIFO(os.stat(path).st_mode):
        return complain(f"{path} is not a FIFO")
    try:
        fifo = os.open(path, os.O_RDWR if keep else os.O_RDONLY)
        copy(fifo, keep)
    finally:
        os.unlink(path)
    return 0


def main():
    arguments = sys.argv[1:]
    keep = len(arguments) == 2 and arguments[0] == "-k"
    if len(arguments) != (2 if keep else 1):
        print("usage: receive [-k] PATH > output", file=sys.stderr)
        return USAGE
    try:
        return receive(arguments[-1], keep)
    except OSError as error:
        return complain(error)


sys.exit(main())
