"""client PATH: a thread prints what comes back while the first one sends."""
import os
import socket
import sys
import threading


def main():
    if len(sys.argv) != 2:
        print("usage: client PATH", file=sys.stderr)
        return 2
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(sys.argv[1])
    except OSError as error:
        print(f"client: {error}", file=sys.stderr)
        return 1
    sent = None

    def receive():
        received = 0
        try:
            while piece := connection.recv(65536):
                received += len(piece)
                while piece:
                    piece = piece[os.write(1, piece) :]
        except OSError:
            pass
        if sent != received:
            print(f"client: the connection ended after {received} bytes", file=sys.stderr)
        os._exit(0 if sent == received else 3)

    threading.Thread(target=receive).start()
    total = 0
    try:
        while piece := os.read(0, 65536):
            connection.sendall(piece)
            total += len(piece)
    except OSError:
        return 3  # the other thread says why
    sent = total
    connection.shutdown(socket.SHUT_WR)
    return 0


sys.exit(main())
