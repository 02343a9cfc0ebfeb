"""ask HOST PORT: sends each line of standard input as a frame and prints the replies.

The frame of the program stands: arguments and lines. The connection is yours.
"""
import sys


def main():
    if len(sys.argv) != 3:
        print("usage: ask HOST PORT", file=sys.stderr)
        return 2
    # How does the other side know how long a text is, and in which order do the bytes of that number go?
    for line in sys.stdin.buffer:
        print(f"ask: a line of {len(line)} bytes is not sent to {sys.argv[1]} yet", file=sys.stderr)
    return 1


sys.exit(main())
