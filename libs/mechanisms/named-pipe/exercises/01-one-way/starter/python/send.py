"""send: copies standard input into the FIFO at PATH, for whoever receives it.

The frame stands: the arguments, and the status of a usage error. The rest is yours.
"""

import sys


def send(path):
    """Wait until somebody receives, copy standard input to the end; return the status."""
    print(f"send: nothing goes to {path} yet", file=sys.stderr)
    return 1


if len(sys.argv) != 2:
    print("usage: send PATH < input", file=sys.stderr)
    sys.exit(2)
sys.exit(send(sys.argv[1]))
