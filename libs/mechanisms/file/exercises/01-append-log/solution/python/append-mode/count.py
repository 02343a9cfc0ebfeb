"""count: every line is held against what a record of its letter looks like; bytes, not characters."""
import re
import sys

RECORD = re.compile(rb"([a-z]):[0-9]{6}:\1{40}\n")


def main():
    if len(sys.argv) != 2:
        print("usage: count FILE", file=sys.stderr)
        return 2
    counts, bad = {}, 0
    try:
        with open(sys.argv[1], "rb") as file:
            for at, line in enumerate(file, 1):
                found = RECORD.fullmatch(line)
                if found:
                    letter = found.group(1).decode()
                    counts[letter] = counts.get(letter, 0) + 1
                elif bad == 0:
                    bad = at
        for letter in sorted(counts):
            print(letter, counts[letter])
        sys.stdout.flush()
    except OSError as error:
        print(f"count: {error}", file=sys.stderr)
        return 1
    if bad:
        print(f"count: line {bad} is not a record", file=sys.stderr)
        return 3
    return 0


sys.exit(main())
