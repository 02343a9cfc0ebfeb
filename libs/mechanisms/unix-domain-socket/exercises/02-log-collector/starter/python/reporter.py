"""reporter PATH TEXT: sends TEXT to the collector at PATH as one message.

The frame stands: the arguments and the length of the text. Everything else is yours.
"""
import os
import sys

TEXT_MAX = 65536


def main():
    if len(sys.argv) != 3:
        print("usage: reporter PATH TEXT", file=sys.stderr)
        return 2
    text = os.fsencode(sys.argv[2])  # the bytes as they were given, whatever they are
    if not 1 <= len(text) <= TEXT_MAX:
        print(f"reporter: a text has 1 to {TEXT_MAX} bytes", file=sys.stderr)
        return 1
    # How long do you wait when nobody takes the message? What do you tell your caller then?
    print(f"reporter: nothing is sent to {sys.argv[1]} yet", file=sys.stderr)
    return 1


sys.exit(main())
