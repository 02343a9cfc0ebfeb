# Catches nothing: the error of one connection ends the server for all.
"""server PORT: one connection after another, line by line."""
import signal
import socket
import sys

UPPER = bytes(byte - 32 if 97 <= byte <= 122 else byte for byte in range(256))


def port_of(text):
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise ValueError(text)
    return int(text)


def serve(connection):
    with connection:
        with connection.makefile("rb") as lines:
            for line in lines:
                connection.sendall(line.translate(UPPER))


def main():
    try:
        (text,) = sys.argv[1:]
        port = port_of(text)
    except ValueError:
        print("usage: server PORT", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        # Sets SO_REUSEADDR, too.
        listener = socket.create_server(("127.0.0.1", port), backlog=64)
    except OSError as error:
        print(f"server: {error}", file=sys.stderr)
        return 1
    print("port", listener.getsockname()[1], flush=True)
    while True:
        serve(listener.accept()[0])


sys.exit(main())
