"""consumer NAME TOTAL: makes the ring in the object NAME and prints TOTAL items that come out of it.

Everything but the arguments is yours. Write lines with os.write until all is out.
"""

import sys


def main():
    if len(sys.argv) != 3:
        print("usage: consumer NAME TOTAL", file=sys.stderr)
        return 2
    print(f"consumer: {sys.argv[2]} items would come out of {sys.argv[1]}", file=sys.stderr)
    return 4


sys.exit(main())
