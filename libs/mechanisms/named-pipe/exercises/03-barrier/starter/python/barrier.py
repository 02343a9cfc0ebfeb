"""barrier: COUNT copies print `round r` only when all have arrived at round r; FIFOs in DIR are all that joins them.

The frame stands: the arguments, the rounds and the lines. How the copies meet is yours.
"""

import os
import sys


def meet(directory, count, index):
    """Wait until all `count` copies have arrived; False when one of them is gone."""
    print(f"barrier: copy {index} of {count} meets nobody in {directory} yet", file=sys.stderr)
    return False


def numbers(arguments):
    """COUNT, INDEX and ROUNDS; None when they are not what they have to be."""
    if len(arguments) != 4 or not all(text.isascii() and text.isdigit() for text in arguments[1:]):
        return None
    count, index, rounds = map(int, arguments[1:])
    is_right = 1 <= count <= 16 and index < count and 1 <= rounds <= 1000
    return (count, index, rounds) if is_right else None


def main(arguments):
    wanted = numbers(arguments)
    if wanted is None:
        print("usage: barrier DIR COUNT INDEX ROUNDS", file=sys.stderr)
        return 2
    count, index, rounds = wanted
    for number in range(1, rounds + 1):
        if not sys.stdin.readline():
            print(f"barrier: standard input ended before round {number}", file=sys.stderr)
            return 1
        if not meet(arguments[0], count, index):
            return 3
        os.write(1, b"round %d\n" % number)
    return 0


sys.exit(main(sys.argv[1:]))
