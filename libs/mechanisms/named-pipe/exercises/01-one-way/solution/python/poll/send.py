"""send: copies standard input into the FIFO, whoever it is that empties it.

Design: the receiver makes the FIFO; until it is there we sleep a little and look again. Then an ordinary file object of
Python's is opened on it, unbuffered for writing, which sleeps until somebody reads.
"""

import os
import stat
import sys
import time

FAILED, USAGE, PEER_LOST = 1, 2, 3


def send(path):
    while not os.path.exists(path):
        time.sleep(0.02)
    if not stat.S_ISFIFO(os.stat(path).st_mode):
        raise OSError(f"{path} is not a FIFO")
    with open(path, "wb", buffering=0) as fifo:
        while data := sys.stdin.buffer.raw.read(65536):
            while data:
                data = data[fifo.write(data):]


if len(sys.argv) != 2:
    print("usage: send PATH < input", file=sys.stderr)
    sys.exit(USAGE)
try:
    send(sys.argv[1])
except BrokenPipeError:
    print("send: the receiver is gone", file=sys.stderr)
    sys.exit(PEER_LOST)
except OSError as error:
    print(f"send: {error}", file=sys.stderr)
    sys.exit(FAILED)
