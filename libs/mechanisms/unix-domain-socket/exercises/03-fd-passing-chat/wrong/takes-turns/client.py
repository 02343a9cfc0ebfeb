# Says a line, then hears a line: that is how a talk goes, and alone in a room it works.
"""client PATH NAME: standard input to the room, what comes from there to standard output."""
import socket
import sys


def main():
    if len(sys.argv) != 3:
        print("usage: client PATH NAME", file=sys.stderr)
        return 2
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.connect(sys.argv[1])
    except OSError as error:
        print(f"client: {sys.argv[1]}: {error}", file=sys.stderr)
        return 1
    room = connection.makefile("rb")
    try:
        connection.sendall(sys.argv[2].encode() + b"\n")
        if not hear(room):
            return 3
        for line in sys.stdin.buffer:
            connection.sendall(line)
            if not hear(room):
                return 3
        connection.shutdown(socket.SHUT_WR)
        while hear(room):
            pass
    except OSError as error:
        print(f"client: {error}", file=sys.stderr)
        return 3
    return 0


def hear(room):
    line = room.readline()
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()
    return line


sys.exit(main())
