"""server: hands out blocks of numbers. Requests come as lines `PID N` through PATH, each reply goes to PATH.PID.

Design: a thread for each reply, so that a client that does not read holds up nobody; numbers are given out by the main thread
alone, which is what keeps them unique. A spare write end keeps end-of-file away; SIGTERM wakes select through a pipe.
"""

import os
import select
import signal
import stat
import sys
import threading
import time

FAILED, USAGE = 1, 2
PATIENCE_SECONDS = 1


def reply(name, text):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            with open(os.open(name, os.O_WRONLY | os.O_NONBLOCK), "wb") as fifo:
                fifo.write(text)
            return
        except FileNotFoundError:
            return
        except OSError:
            time.sleep(0.05)  # nobody reads it, or not yet


def parse(line):
    """The process and the count of a request, or None."""
    words = line.split(b" ")
    if len(words) != 2 or not all(word.isdigit() and len(word) < 10 for word in words):
        return None
    pid, count = map(int, words)
    return (pid, count) if pid > 0 and 1 <= count <= 1_000_000 else None


def serve(path, requests, wake):
    first = 0
    waiting = bytearray()
    while True:
        ready, _, _ = select.select([requests, wake], [], [])
        if wake in ready:
            return
        waiting += os.read(requests, 4096)
        while (end := waiting.find(b"\n")) >= 0:
            request = parse(bytes(waiting[:end]))
            del waiting[: end + 1]
            if request is None:
                continue
            pid, count = request
            arguments = (f"{path}.{pid}", b"%d\n" % first)
            threading.Thread(target=reply, args=arguments, daemon=True).start()
            first += count


def main():
    if len(sys.argv) != 2:
        print("usage: server PATH", file=sys.stderr)
        return USAGE
    path = sys.argv[1]
    wake, alarm = os.pipe()
    os.set_blocking(alarm, False)
    signal.set_wakeup_fd(alarm)
    signal.signal(signal.SIGTERM, lambda number, frame: None)
    if not os.path.lexists(path):
        os.mkfifo(path, 0o600)
    if not stat.S_ISFIFO(os.stat(path).st_mode):
        print(f"server: {path} is not a FIFO", file=sys.stderr)
        return FAILED
    requests = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    spare = os.open(path, os.O_WRONLY)
    print("ready", flush=True)
    serve(path, requests, wake)
    os.close(spare)
    os.unlink(path)
    return 0


sys.exit(main())
