"""uppercase: the parent reads standard input, the child writes it upper-cased.

Design: subprocess. The program starts itself once more with a private argument; the module makes the pipe, puts its
read end at the child's standard input and closes everything else there.
"""

import os
import subprocess
import sys

FAILED, USAGE, PEER_LOST = 1, 2, 3
STDIN, STDOUT = 0, 1
BUFFER_BYTES = 65536
CHILD_ARGUMENT = "--be-the-child"


def complain(what, error):
    print(f"uppercase: {what}: {error.strerror}", file=sys.stderr)
    return FAILED


def write_all(fd, data):
    """A write may take fewer bytes than we gave: the rest is ours to offer again."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest):]


def child():
    received = 0
    try:
        while data := os.read(STDIN, BUFFER_BYTES):
            received += len(data)
            write_all(STDOUT, data.upper())  # bytes.upper changes a-z only
    except OSError as error:
        return complain("cannot copy to the output", error)
    return 100 + received % 100


def feed(to_child):
    """Sends all of standard input. A child that is gone is no failure here: its status tells why."""
    try:
        while data := os.read(STDIN, BUFFER_BYTES):
            write_all(to_child, data)
    except BrokenPipeError:
        return 0
    except OSError as error:
        return complain("cannot copy to the child", error)
    return 0


def parent():
    command = [sys.executable, os.path.abspath(__file__), CHILD_ARGUMENT]
    try:
        # bufsize=0: bytes go to the pipe at once, so closing it has nothing left to write.
        process = subprocess.Popen(command, stdin=subprocess.PIPE, bufsize=0)
    except OSError as error:
        return complain("cannot start the child", error)
    fed = feed(process.stdin.fileno())
    process.stdin.close()  # the last write end: the child's end-of-file
    status = process.wait()
    if status < 0:
        print(f"uppercase: the child was killed by signal {-status}", file=sys.stderr)
        return PEER_LOST
    return status if fed == 0 else fed


def main():
    if sys.argv[1:] == [CHILD_ARGUMENT]:
        return child()
    if len(sys.argv) > 1:
        print(f"usage: {sys.argv[0]} < input (no arguments)", file=sys.stderr)
        return USAGE
    return parent()


sys.exit(main())
