"""reaper: starts K children and reports the end of each.

The arguments are read, and `live` is what a child does. Starting the children and waiting for them is yours.
"""

import os
import sys
import time


def live(number, ms):
    time.sleep(number * 997 % (ms + 1) / 1000)
    os._exit(number % 7)


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
    if count > 0 and os.fork() == 0:
        live(0, ms)  # one child is not K, and nobody waits for it
    print(f"done {count}", flush=True)
    return 0


sys.exit(main())
