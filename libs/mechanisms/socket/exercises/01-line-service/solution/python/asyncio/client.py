"""client HOST PORT: a thread prints what comes back while the first one sends."""
import os
import socket
import sys
import threading


def main():
    text = sys.argv[2] if len(sys.argv) == 3 else ""
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        print("usage: client HOST PORT", file=sys.stderr)
        return 2
    try:
        connection = socket.create_connection((sys.argv[1], int(text)))
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

    receiver = threading.Thread(target=receive)
    receiver.start()
    total = 0
    try:
        while piece := os.read(0, 65536):
            connection.sendall(piece)
            total += len(piece)
        sent = total
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # the other thread says why
    receiver.join()


sys.exit(main())
