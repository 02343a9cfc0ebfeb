"""client: asks the server at PATH for N numbers and prints the first of them.

Design: a blocking read of the reply, and an alarm whose handler raises TimeoutError after four seconds.
"""

import os
import signal
import sys


def late(number, frame):
    raise TimeoutError("no reply in time")


def ask(path, count, own):
    replies = os.open(own, os.O_RDWR)  # open before we ask: the server finds a reader
    requests = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    signal.alarm(4)
    os.write(requests, f"{os.getpid()} {count}\n".encode())
    line = open(replies, "rb").readline()
    signal.alarm(0)
    return int(line)


def main():
    if len(sys.argv) != 3 or not sys.argv[2].isdecimal() or not 1 <= int(sys.argv[2]) <= 1_000_000:
        print("usage: client PATH N, with N from 1 to 1000000", file=sys.stderr)
        return 2
    own = f"{sys.argv[1]}.{os.getpid()}"
    signal.signal(signal.SIGALRM, late)
    status = 0
    try:
        os.mkfifo(own, 0o600)
        print(ask(sys.argv[1], int(sys.argv[2]), own), flush=True)
    except TimeoutError as error:
        print(f"client: {error}", file=sys.stderr)
        status = 4
    except (OSError, ValueError) as error:
        print(f"client: {error}", file=sys.stderr)
        status = 3
    os.unlink(own)
    return status


sys.exit(main())
