"""server PORT: listens on TCP at 127.0.0.1 and answers every byte in upper case, until SIGTERM.

The frame stands: the number of arguments and the upper case. The socket, its port and its end are yours.
"""
import sys

# Only a to z; every other byte stays as it is.
UPPER = bytes(byte - 32 if 97 <= byte <= 122 else byte for byte in range(256))


def main():
    if len(sys.argv) != 2:
        print("usage: server PORT", file=sys.stderr)
        return 2
    # What is a PORT? Who may call? Which port is it really, and is it free again when you have ended?
    print(f"server: {b'nobody'.translate(UPPER).decode()} listens on port {sys.argv[1]} yet", file=sys.stderr)
    return 1


sys.exit(main())
