"""calculator PORT: answers framed expressions, a thread for each client."""
import os
import re
import signal
import socket
import sys
import threading

from evaluate import evaluate

TEXT_MAX = 65536


def serve(connection):
    with connection, connection.makefile("rb") as requests:
        try:
            while len(header := requests.read(4)) == 4:
                length = int.from_bytes(header, "big")
                if length > TEXT_MAX:
                    break
                text = requests.read(length)
                if len(text) < length:
                    break
                reply = evaluate(text)
                connection.sendall(len(reply).to_bytes(4, "big") + reply)
        except ConnectionError:
            pass  # a client that vanishes ends its own thread only


def main():
    if len(sys.argv) != 2 or not re.fullmatch("[0-9]{1,5}", sys.argv[1]) or int(sys.argv[1]) > 65535:
        print("usage: calculator PORT", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    try:
        listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=128)
    except OSError as error:
        print(f"calculator: {error}", file=sys.stderr)
        return 1
    print("port", listener.getsockname()[1], flush=True)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=[connection], daemon=True).start()


sys.exit(main())
