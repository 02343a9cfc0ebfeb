"""reaper: starts K children and reports the end of each.

Design: os.fork and os.wait. Python goes on by itself when a signal interrupts a wait (PEP 475).
"""

import os
import signal
import sys
import time


def read_number(text, most):
    """A whole number from 0 to `most`, or None."""
    if not (text.isascii() and text.isdigit()):
        return None
    return int(text) if int(text) <= most else None


def main():
    count = read_number(sys.argv[1], 500) if len(sys.argv) in (2, 3) else None
    ms = read_number(sys.argv[2], 60000) if len(sys.argv) == 3 else 50
    if count is None or ms is None:
        print("usage: reaper K [MS]", file=sys.stderr)
        return 2
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # where it is ignored, the kernel throws each status away
    numbers = {}
    failed = False
    for number in range(count):
        try:
            pid = os.fork()
        except OSError as error:
            print(f"reaper: {error}", file=sys.stderr)
            failed = True
            break
        if pid == 0:
            time.sleep(number * 997 % (ms + 1) / 1000)
            os._exit(number % 7)
        numbers[pid] = number
    while numbers:
        pid, status = os.wait()
        number = numbers.pop(pid, None)
        if number is None:
            continue  # a child that somebody else started before this program was executed
        if os.WIFSIGNALED(status):
            print(f"child {number} killed {os.WTERMSIG(status)}", flush=True)
        else:
            print(f"child {number} exited {os.WEXITSTATUS(status)}", flush=True)
    if failed:
        return 1
    print(f"done {count}", flush=True)
    return 0


sys.exit(main())
