"""client HOST PORT: sends standard input to the server there and prints what comes back.

The frame stands: the number of arguments. Everything else is yours.
"""
import sys


def main():
    if len(sys.argv) != 3:
        print("usage: client HOST PORT", file=sys.stderr)
        return 2
    # How does the server learn that this was all, while you still want to hear its answers?
    print(f"client: nothing is sent to {sys.argv[1]}, port {sys.argv[2]} yet", file=sys.stderr)
    return 1


sys.exit(main())
