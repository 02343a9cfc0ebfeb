"""client PATH: sends standard input to the server at PATH and prints what comes back.

The frame stands: the argument. Everything else is yours.
"""
import sys


def main():
    if len(sys.argv) != 2:
        print("usage: client PATH", file=sys.stderr)
        return 2
    # How does the server learn that this was all, while you still want to hear its answers?
    print(f"client: nothing is sent to {sys.argv[1]} yet", file=sys.stderr)
    return 1


sys.exit(main())
