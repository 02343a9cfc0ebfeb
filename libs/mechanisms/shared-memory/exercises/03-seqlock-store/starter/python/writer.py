"""writer NAME: obeys lines on standard input, "set TOKEN" and "remove".

Reading lines is done. Where the record lies, and what readers and other writers see of it meanwhile, is yours.
"""

import re
import sys


def main():
    if len(sys.argv) != 2:
        print("usage: writer NAME", file=sys.stderr)
        return 2
    for line in sys.stdin:
        line = line.rstrip("\n")
        if line == "remove":
            return 0
        match = re.fullmatch("set ([a-z0-9]{16})", line)
        if match is None:
            print(f"writer: what is {line!r}?", file=sys.stderr)
            return 1
        print(f"writer: {match[1]} would be set in {sys.argv[1]}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
