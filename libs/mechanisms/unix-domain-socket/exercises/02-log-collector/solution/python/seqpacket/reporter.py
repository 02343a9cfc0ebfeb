"""reporter PATH TEXT: one message over a connection that keeps boundaries."""
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
    one = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    # As a kernel option: a Python timeout would make the socket non-blocking, and connect fails at once then when the backlog is full.
    one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, (3).to_bytes(8, "little") + bytes(8))
    try:
        one.connect(sys.argv[1])
        one.sendall(text)
    except BlockingIOError:
        print("reporter: not taken for 3 s", file=sys.stderr)
        return 4
    except OSError as error:
        print(f"reporter: {error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
