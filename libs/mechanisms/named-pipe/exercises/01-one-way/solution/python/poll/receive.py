"""receive: makes the FIFO if need be, copies what senders put into it to standard output, and removes its name.

Design: O_NONBLOCK and poll. A read before the first sender returns nothing, which does not mean the end yet: poll tells the
difference, it reports a hang-up only after somebody was there. With -k a spare write end keeps end-of-file away.
"""

import os
import select
import stat
import sys

FAILED, USAGE = 1, 2
SILENCE_MS = 2000


def print_all(data):
    while data:
        data = data[os.write(sys.stdout.fileno(), data):]


def copy(fifo, silence_ms):
    poller = select.poll()
    poller.register(fifo, select.POLLIN)
    wait_ms = None
    while poller.poll(wait_ms):
        try:
            data = os.read(fifo, 32768)
        except BlockingIOError:
            continue
        if not data:
            return
        print_all(data)
        wait_ms = silence_ms


def receive(path, keep):
    try:
        os.mkfifo(path, 0o600)
    except FileExistsError:
        pass  # a sender, or an earlier run, made it
    if not stat.S_ISFIFO(os.stat(path).st_mode):
        raise OSError(f"{path} is not a FIFO")
    try:
        fifo = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        spare = os.open(path, os.O_WRONLY) if keep else None  # a reader is there: ourselves
        copy(fifo, SILENCE_MS if keep else None)
        if spare is not None:
            os.close(spare)
    finally:
        os.unlink(path)


keep = sys.argv[1:2] == ["-k"]
if len(sys.argv) != (3 if keep else 2):
    print("usage: receive [-k] PATH > output", file=sys.stderr)
    sys.exit(USAGE)
try:
    receive(sys.argv[-1], keep)
except OSError as error:
    print(f"receive: {error}", file=sys.stderr)
    sys.exit(FAILED)
