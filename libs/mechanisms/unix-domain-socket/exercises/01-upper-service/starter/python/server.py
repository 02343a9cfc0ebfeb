"""server PATH: listens on the socket PATH and answers every byte in upper case, until SIGTERM.

The frame stands: the argument and the upper case. The socket, its file and its end are yours.
"""
import sys

# Only a to z; every other byte stays as it is.
UPPER = bytes(byte - 32 if 97 <= byte <= 122 else byte for byte in range(256))


def main():
    if len(sys.argv) != 2:
        print("usage: server PATH", file=sys.stderr)
        return 2
    # What may lie at PATH already, and whose is it? How long may PATH be? Who may connect?
    print(f"server: {b'nobody'.translate(UPPER).decode()} listens at {sys.argv[1]} yet", file=sys.stderr)
    return 1


sys.exit(main())
