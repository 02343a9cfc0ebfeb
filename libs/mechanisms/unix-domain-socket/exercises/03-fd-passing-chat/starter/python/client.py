"""client PATH NAME: standard input to the room, what comes from there to standard output.

The frame stands: the arguments. Everything else is yours.
"""
import sys


def main():
    if len(sys.argv) != 3:
        print("usage: client PATH NAME", file=sys.stderr)
        return 2
    # Two sides may speak at any time. Which of them do you wait for?
    print(f"client: {sys.argv[2]} cannot talk at {sys.argv[1]} yet", file=sys.stderr)
    return 1


sys.exit(main())
