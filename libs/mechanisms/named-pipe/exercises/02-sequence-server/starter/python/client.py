"""client: asks the server at PATH for N numbers and prints the first of them.

The frame stands: the arguments. The rest is yours.
"""

import sys


def ask(path, count):
    """Make PATH.PID, listen there, ask, print the reply, tidy up; return the status."""
    print(f"client: nobody asks {path} for {count} numbers yet", file=sys.stderr)
    return 1


text = sys.argv[2] if len(sys.argv) == 3 else ""
if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 1_000_000):
    print("usage: client PATH N, with N from 1 to 1000000", file=sys.stderr)
    sys.exit(2)
sys.exit(ask(sys.argv[1], int(text)))
