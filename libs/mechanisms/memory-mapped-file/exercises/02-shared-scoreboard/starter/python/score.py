"""score FILE ID N: waits at the gate, then makes N points for ID, each with a ticket of its own. Up to eight run at the same time.

The frame stands: the arguments, and the opening of FILE. Its length, the mapping and the points are yours.
"""

import os
import sys


def number(text, most):
    return int(text) if text.isascii() and text.isdigit() and int(text) <= most else None


def play(path, player, points):
    os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    print("ready")
    # Who says that this has left your program? And who else is opening FILE right now?
    print(f"score: none of the {points} points of {player} is made yet", file=sys.stderr)


def main():
    arguments = sys.argv[1:]
    player = number(arguments[1], 15) if len(arguments) == 3 else None
    points = number(arguments[2], 1000000) if len(arguments) == 3 else None
    if player is None or points is None:
        print("usage: score FILE ID N (ID 0 to 15, N 0 to 1000000)", file=sys.stderr)
        return 2
    try:
        play(arguments[0], player, points)
    except OSError as error:
        print(f"score: {error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
