"""count FILE: says how many whole records of each letter FILE holds, and which line is the first bad one."""
import sys


def main():
    if len(sys.argv) != 2:
        print("usage: count FILE", file=sys.stderr)
        return 2
    try:
        with open(sys.argv[1], "rb"):
            # A line is a record only when each of its 50 bytes is right.
            print("count: nothing is counted yet", file=sys.stderr)
    except OSError as error:
        print(f"count: {error}", file=sys.stderr)
    return 1


sys.exit(main())
