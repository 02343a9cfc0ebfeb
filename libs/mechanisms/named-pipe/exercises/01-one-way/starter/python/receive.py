"""receive: copies what senders put into the FIFO at PATH to standard output.

    stdin --> send --[ FIFO at PATH ]--> receive --> stdout

The frame stands: the arguments, and the status of a usage error. The rest is yours.
"""

import sys


def receive(path, keep):
    """Make the FIFO if there is none, wait for a sender, copy to the end, remove the name; return the status."""
    print(f"receive: nobody waits at {path} yet", file=sys.stderr)
    return 1


def main(arguments):
    keep = len(arguments) == 2 and arguments[0] == "-k"
    if len(arguments) != (2 if keep else 1):
        print("usage: receive [-k] PATH > output", file=sys.stderr)
        return 2
    return receive(arguments[-1], keep)


sys.exit(main(sys.argv[1:]))
