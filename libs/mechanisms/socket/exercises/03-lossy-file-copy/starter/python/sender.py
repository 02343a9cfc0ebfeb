"""sender HOST PORT FILE: sends a file to the receiver at HOST PORT, whatever the network does to datagrams.

The frame stands: arguments, and the first piece of FILE. The protocol is yours.
"""
import sys

PIECE = 1400


def main():
    if len(sys.argv) != 4:
        print("usage: sender HOST PORT FILE", file=sys.stderr)
        return 2
    try:
        with open(sys.argv[3], "rb") as file:
            piece = file.read(PIECE)
    except OSError as error:
        print(f"sender: {error}", file=sys.stderr)
        return 1
    # How does the receiver know which piece this is? How do you learn that it has got it, and what if nobody says so?
    print(f"sender: the first {len(piece)} bytes are not sent to port {sys.argv[2]} yet", file=sys.stderr)
    return 1


sys.exit(main())
