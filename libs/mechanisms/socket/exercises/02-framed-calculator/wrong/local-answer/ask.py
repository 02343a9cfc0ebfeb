# The client sends its frames and reads the replies, but prints what it has worked out itself: why wait for what one knows?
import re
import socket
import sys

from evaluate import evaluate

TEXT_MAX = 65536


def ask(connection, replies, text):
    """The reply, or None when the connection ended before it was whole."""
    try:
        connection.sendall(len(text).to_bytes(4, "big") + text)
        header = replies.read(4)
        length = int.from_bytes(header, "big")
        if len(header) < 4 or length > TEXT_MAX:
            return None
        reply = replies.read(length)
    except ConnectionError:
        return None
    return reply if len(reply) == length else None


def main():
    if len(sys.argv) != 3 or not re.fullmatch("[0-9]{1,5}", sys.argv[2]) or int(sys.argv[2]) > 65535:
        print("usage: ask HOST PORT", file=sys.stderr)
        return 2
    try:
        connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    except OSError as error:
        print(f"ask: {error}", file=sys.stderr)
        return 1
    with connection, connection.makefile("rb") as replies:
        for line in sys.stdin.buffer:
            reply = ask(connection, replies, line.removesuffix(b"\n"))
            if reply is None:
                print("ask: the connection ended, or broke the protocol, before every line was answered", file=sys.stderr)
                return 3
            sys.stdout.buffer.write(evaluate(line.removesuffix(b"\n")) + b"\n")
    return 0


sys.exit(main())
