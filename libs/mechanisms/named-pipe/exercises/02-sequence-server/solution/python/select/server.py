"""server: hands out blocks of numbers. Requests come as lines `PID N` through PATH, each reply goes to PATH.PID.

Design: PATH is opened for reading and writing, so no end-of-file comes, and the server sleeps in os.read. SIGTERM is an
exception (SystemExit) that its handler raises there; "finally" removes the FIFO.
"""

import os
import re
import signal
import stat
import sys

FAILED, USAGE = 1, 2
COUNT_MAX = 1_000_000
REQUEST = re.compile(rb"([1-9][0-9]{0,8}) ([0-9]{1,9})")


def reply(path, pid, first):
    """A client has its FIFO open before it asks: who is not there now is dead."""
    try:
        fd = os.open(f"{path}.{pid}", os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return
    try:
        os.write(fd, b"%d\n" % first)
    except OSError:
        pass  # it died a moment ago
    finally:
        os.close(fd)


def serve(path, requests):
    first = 0
    waiting = b""
    while True:
        waiting += os.read(requests, 65536)
        *lines, waiting = waiting.split(b"\n")
        waiting = waiting[-512:]
        for line in lines:
            request = REQUEST.fullmatch(line)
            if not request or not 1 <= int(request[2]) <= COUNT_MAX:
                continue
            reply(path, int(request[1]), first)
            first += int(request[2])


def main():
    if len(sys.argv) != 2:
        print("usage: server PATH", file=sys.stderr)
        return USAGE
    path = sys.argv[1]
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    try:
        os.mkfifo(path, 0o600)
    except FileExistsError:
        pass
    if not stat.S_ISFIFO(os.stat(path).st_mode):
        print(f"server: {path} is not a FIFO", file=sys.stderr)
        return FAILED
    try:
        requests = os.open(path, os.O_RDWR)
        print("ready", flush=True)
        serve(path, requests)
    finally:
        os.unlink(path)


try:
    sys.exit(main())
except OSError as error:
    print(f"server: {error}", file=sys.stderr)
    sys.exit(FAILED)
