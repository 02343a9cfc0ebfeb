"""send: copies standard input into the FIFO, whoever it is that empties it.

Design: blocking calls. Whoever comes first makes the FIFO; `os.open` sleeps until somebody has it open for reading.
"""

import os
import stat
import sys

FAILED, USAGE, PEER_LOST = 1, 2, 3
STDIN = 0
BUFFER_BYTES = 65536


def complain(what, status=FAILED):
    print(f"send: {what}", file=sys.stderr, flush=True)
    return status


def write_all(fd, data):
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest):]


def send(path):
    try:
        os.mkfifo(path, 0o600)
    except FileExistsError:
        pass
    fifo = os.open(path, os.O_WRONLY)  # no O_CREAT: that would make a regular file
    if not stat.S_ISFIFO(os.fstat(fifo).st_mode):
        return complain(f"{path} is not a FIFO")
    while data := os.read(STDIN, BUFFER_BYTES):
        write_all(fifo, data)
    os.close(fifo)  # the last write end: this is the receiver's end-of-file
    return 0


def main():
    if len(sys.argv) != 2:
        print("usage: send PATH < input", file=sys.stderr)
        return USAGE
    try:
        return send(sys.argv[1])
    except BrokenPipeError:  # Python ignores SIGPIPE, so a lost receiver is an exception
        return complain("the receiver is gone", PEER_LOST)
    except OSError as error:
        return complain(error)


sys.exit(main())
