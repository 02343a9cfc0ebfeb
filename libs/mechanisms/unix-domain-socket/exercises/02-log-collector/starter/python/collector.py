"""collector PATH: prints `PID UID TEXT` for every message, PID and UID from the kernel, until SIGTERM.

The frame stands: the argument. The socket and who talks to it are yours.
"""
import sys


def main():
    if len(sys.argv) != 2:
        print("usage: collector PATH", file=sys.stderr)
        return 2
    # Which kind of socket keeps one message apart from the next? Whom do you ask who has sent it?
    print(f"collector: nothing is collected at {sys.argv[1]} yet", file=sys.stderr)
    return 1


sys.exit(main())
