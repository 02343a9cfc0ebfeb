"""receiver NAME: prints what the sender has put into the shared-memory object NAME.

Printing is done. Waiting until it is all there is yours.
"""

import os
import sys


def write_all(data):
    while data:
        data = data[os.write(1, data) :]


def take(name):
    """Wait for the object and for all of its content, print it, and let the sender know. Returns the exit status."""
    print(f"receiver: the bytes would come out of {name}", file=sys.stderr)
    write_all(b"")
    return 4


def main():
    if len(sys.argv) != 2:
        print("usage: receiver NAME", file=sys.stderr)
        return 2
    return take(sys.argv[1])


sys.exit(main())
