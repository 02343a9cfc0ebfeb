"""reaper: starts K children and reports the end of each.

Design: multiprocessing. Each Process has a sentinel, the read end of a pipe whose write end only the child holds;
connection.wait sleeps until one of them says end-of-file.
"""

import multiprocessing
import signal
import sys
import time
from multiprocessing import connection


def live(number, ms):
    time.sleep(number * 997 % (ms + 1) / 1000)
    sys.exit(number % 7)


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
    context = multiprocessing.get_context("fork")
    children = {}
    failed = False
    for number in range(count):
        child = context.Process(target=live, args=(number, ms))
        try:
            child.start()
        except OSError as error:
            print(f"reaper: {error}", file=sys.stderr)
            failed = True
            break
        children[child.sentinel] = number, child
    while children:
        for sentinel in connection.wait(children):
            number, child = children.pop(sentinel)
            child.join()
            code = child.exitcode
            print(f"child {number} exited {code}" if code >= 0 else f"child {number} killed {-code}", flush=True)
            child.close()
    if failed:
        return 1
    print(f"done {count}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
