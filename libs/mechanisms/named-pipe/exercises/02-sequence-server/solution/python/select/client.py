"""client: asks the server at PATH for N numbers and prints the first of them.

Design: the reply FIFO is open before the request is sent; select waits for the reply, and for no longer than four seconds.
"""

import os
import select
import sys
import time

FAILED, USAGE, PEER_LOST, TIMED_OUT = 1, 2, 3, 4
PATIENCE_SECONDS = 4


class Lost(Exception):
    """The server is gone, silent or talks nonsense; the second argument is the status to end with."""


def read_line(fd):
    deadline = time.monotonic() + PATIENCE_SECONDS
    line = b""
    while not line.endswith(b"\n"):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([fd], [], [], left)[0]:
            raise Lost("no reply in time", TIMED_OUT)
        line += os.read(fd, 64)
    return line[:-1]


def ask(path, count, replies):
    try:
        requests = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        raise Lost("there is no server", PEER_LOST) from None
    except OSError as error:
        raise Lost(f"nobody reads requests: {error}", PEER_LOST) from None
    os.write(requests, b"%d %d\n" % (os.getpid(), count))  # one write: no other client's bytes get between
    os.close(requests)
    line = read_line(replies)
    if not line.isdigit():
        raise Lost(f"the reply is no number: {line!r}", PEER_LOST)
    print(line.decode(), flush=True)


def main():
    text = sys.argv[2] if len(sys.argv) == 3 else ""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 1_000_000):
        print("usage: client PATH N, with N from 1 to 1000000", file=sys.stderr)
        return USAGE
    path = sys.argv[1]
    own = f"{path}.{os.getpid()}"
    try:
        os.mkfifo(own, 0o600)
        ask(path, int(text), os.open(own, os.O_RDWR))
    except Lost as lost:
        print(f"client: {lost.args[0]}", file=sys.stderr)
        return lost.args[1]
    except OSError as error:
        print(f"client: {error}", file=sys.stderr)
        return PEER_LOST
    finally:
        if os.path.exists(own):
            os.unlink(own)
    return 0


sys.exit(main())
