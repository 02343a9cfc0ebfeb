"""client PATH NAME: standard input to the room, what comes from there to standard output."""
import os
import select
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
    has_more = True
    say(connection, sys.argv[2].encode() + b"\n")
    while True:
        ready, _, _ = select.select([connection] + [0] * has_more, [], [])
        if connection in ready:
            try:
                came = connection.recv(65536)
            except OSError:
                came = b""
            if not came:
                break
            show(came)
        if 0 in ready:
            came = os.read(0, 65536)
            if came:
                say(connection, came)
            else:
                has_more = False
                try:
                    connection.shutdown(socket.SHUT_WR)
                except OSError:
                    pass
    if has_more:
        print("client: the connection has ended", file=sys.stderr)
        return 3
    return 0


def say(connection, data):
    try:
        connection.sendall(data)
    except OSError:
        pass  # it has ended, and what has come is read to the end


def show(data):
    while data:
        data = data[os.write(1, data) :]


sys.exit(main())
