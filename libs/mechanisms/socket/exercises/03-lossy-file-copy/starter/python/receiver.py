"""receiver PORT OUT: receives one file and stores it as OUT.

The frame stands: the arguments. The socket and the protocol are yours.
"""
import sys


def main():
    if len(sys.argv) != 3:
        print("usage: receiver PORT OUT", file=sys.stderr)
        return 2
    # What if a piece comes twice, or too early? When you have everything: does the sender know?
    print(f"receiver: nothing is received at port {sys.argv[1]} for {sys.argv[2]} yet", file=sys.stderr)
    return 1


sys.exit(main())
