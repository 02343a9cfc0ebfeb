"""append FILE ID COUNT: puts the records 1 to COUNT of the writer ID behind what FILE holds. Up to four run at the same time.

The frame stands: the arguments, the record. How it gets into FILE, whole and behind everything else, is yours.
"""
import sys

MOST = 100000


def record(letter, number):
    return f"{letter}:{number:06}:{letter * 40}\n".encode()


def main():
    arguments = sys.argv[1:]
    if (
        len(arguments) != 3
        or len(arguments[1]) != 1
        or not "a" <= arguments[1] <= "z"
        or not (arguments[2].isascii() and arguments[2].isdigit())
        or not 1 <= int(arguments[2]) <= MOST
    ):
        print(f"usage: append FILE ID COUNT (ID a to z, COUNT 1 to {MOST})", file=sys.stderr)
        return 2
    # Who else writes to FILE between the moment you choose a place in it and the moment you write there?
    print("append: nothing is written yet", file=sys.stderr)
    return 1


sys.exit(main())
