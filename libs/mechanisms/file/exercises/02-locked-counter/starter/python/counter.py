"""counter FILE N: adds 1 to the number in FILE, N times. Up to four copies run at the same time.

The frame stands: the arguments, what counts as a number, the statuses. The step itself is yours.
"""
import re
import sys

MOST = 100000
NUMBER = re.compile(rb"-?[0-9]+\n")


class Nonsense(Exception):
    pass


def increment(path):
    """One step: read FILE, add 1, write it back. What keeps the other copies out meanwhile?"""
    raise OSError("nothing is counted yet")


def count(path, steps):
    value = 0
    for _ in range(steps):
        value = increment(path)
    return value


def main():
    arguments = sys.argv[1:]
    if len(arguments) != 2 or not re.fullmatch("[0-9]{1,6}", arguments[1]) or not 1 <= int(arguments[1]) <= MOST:
        print(f"usage: counter FILE N (N 1 to {MOST})", file=sys.stderr)
        return 2
    try:
        print(count(arguments[0], int(arguments[1])), flush=True)
    except Nonsense:
        print(f"counter: {arguments[0]} holds no number", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"counter: {error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
