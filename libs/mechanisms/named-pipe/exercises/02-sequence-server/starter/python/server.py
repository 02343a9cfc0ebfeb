"""server: hands out blocks of numbers. Requests come as lines `PID N` through PATH, each reply goes to PATH.PID.

The frame stands: the arguments, and what a request and its reply look like. The rest is yours.
"""

import sys


def serve(path):
    """Make or take over PATH, print `ready`, serve until SIGTERM; return the status."""
    print(f"server: nobody serves at {path} yet", file=sys.stderr)
    return 1


if len(sys.argv) != 2:
    print("usage: server PATH", file=sys.stderr)
    sys.exit(2)
sys.exit(serve(sys.argv[1]))
