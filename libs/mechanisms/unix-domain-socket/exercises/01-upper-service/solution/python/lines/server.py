"""server PATH: one connection after another, line by line."""
import os
import signal
import socket
import stat
import sys

UPPER = bytes(byte - 32 if 97 <= byte <= 122 else byte for byte in range(256))


def is_stale(path):
    with socket.socket(socket.AF_UNIX) as probe:
        probe.setblocking(False)
        try:
            probe.connect(path)
        except ConnectionRefusedError:
            return True
        except OSError:
            pass
        return False


def make_room(path):
    try:
        there = os.lstat(path)
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(there.st_mode):
        raise OSError(f"{path} is no socket")
    if not is_stale(path):
        raise OSError(f"somebody listens at {path}")
    os.unlink(path)


def serve(connection):
    with connection, connection.makefile("rb") as lines:
        try:
            for line in lines:
                connection.sendall(line.translate(UPPER))
        except OSError:
            pass  # the client has left; there is nobody to answer


def main():
    if len(sys.argv) != 2:
        print("usage: server PATH", file=sys.stderr)
        return 2
    path = sys.argv[1]
    listener = socket.socket(socket.AF_UNIX)
    try:
        if len(os.fsencode(path)) > 107:
            raise OSError("the path is too long for a socket")
        make_room(path)
        os.umask(0o177)
        listener.bind(path)
    except OSError as error:
        print(f"server: {error}", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        listener.listen(64)
        print("ready", flush=True)
        while True:
            serve(listener.accept()[0])
    finally:
        os.unlink(path)


sys.exit(main())
