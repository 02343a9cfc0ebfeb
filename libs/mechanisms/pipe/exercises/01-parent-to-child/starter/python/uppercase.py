"""uppercase: the parent reads standard input, the child writes it upper-cased.

    stdin --> parent --[pipe]--> child --> stdout

The frame stands: the pipe, the fork, the exit code of a usage error. What each process does is yours.
"""

import os
import sys


def child(from_parent):
    """Read from the pipe until end-of-file, write to standard output, return 100 + bytes mod 100."""
    print("uppercase: the child has nothing to do yet", file=sys.stderr, flush=True)
    return 1


def parent(to_child, pid):
    """Send standard input through the pipe, then collect the child and return what the contract asks for."""
    print("uppercase: the parent has nothing to do yet", file=sys.stderr)
    return 1


def main():
    if len(sys.argv) > 1:
        print(f"usage: {sys.argv[0]} < input (no arguments)", file=sys.stderr)
        return 2
    read_end, write_end = os.pipe()
    pid = os.fork()
    # From here on there are two processes, and four descriptors for the two ends. Who needs which?
    if pid == 0:
        os._exit(child(read_end))
    return parent(write_end, pid)


sys.exit(main())
