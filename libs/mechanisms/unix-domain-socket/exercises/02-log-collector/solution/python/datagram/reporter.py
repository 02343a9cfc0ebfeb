"""reporter PATH TEXT: one datagram, in three seconds or not at all."""
import os
import socket
import sys


def main():
    if len(sys.argv) != 3:
        print("usage: reporter PATH TEXT", file=sys.stderr)
        return 2
    text = os.fsencode(sys.argv[2])
    if not 1 <= len(text) <= 65536:
        print("reporter: a text has 1 to 65536 bytes", file=sys.stderr)
        return 1
    one = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.settimeout(3)
    try:
        one.sendto(text, sys.argv[1])
    except TimeoutError:
        print("reporter: not taken for 3 s", file=sys.stderr)
        return 4
    except OSError as error:
        print(f"reporter: {error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
