"""producer NAME ID COUNT: puts COUNT items into the ring in the object NAME.

Making an item is done. Finding the ring and putting the items there is yours.
"""

import sys


def make_item(identity, number):
    return f"{identity}{number:08}".encode() * 4


def main():
    if len(sys.argv) != 4:
        print("usage: producer NAME ID COUNT", file=sys.stderr)
        return 2
    _, name, identity, count = sys.argv
    item = make_item(identity, 0).decode()
    print(f"producer: {count} items like {item} would go into {name}", file=sys.stderr)
    return 4


sys.exit(main())
