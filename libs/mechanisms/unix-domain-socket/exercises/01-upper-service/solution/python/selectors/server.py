"""server PATH: all connections in one loop; SIGTERM comes as a byte on a pair of sockets."""
import os
import selectors
import signal
import socket
import stat
import sys

UPPER = bytes.maketrans(b"abcdefghijklmnopqrstuvwxyz", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
HELD_MAX = 65536


def take_place(path):
    if os.path.lexists(path):
        if not stat.S_ISSOCK(os.lstat(path).st_mode):
            sys.exit(f"server: {path} is not a socket")
        probe = socket.socket(socket.AF_UNIX)
        probe.settimeout(0.5)
        try:
            probe.connect(path)
            sys.exit(f"server: {path} is served already")
        except ConnectionRefusedError:
            os.unlink(path)
        except OSError as error:
            sys.exit(f"server: {path}: {error}")
        finally:
            probe.close()
    listener = socket.socket(socket.AF_UNIX)
    try:
        listener.bind(path)
    except OSError as error:
        sys.exit(f"server: {path}: {error}")
    os.chmod(path, 0o600)
    listener.listen(32)
    listener.setblocking(False)
    return listener


class Room:
    def __init__(self, listener):
        self.selector = selectors.DefaultSelector()
        self.selector.register(listener, selectors.EVENT_READ)
        self.listener = listener
        self.answers = {}

    def run(self):
        while True:
            for key, events in self.selector.select():
                if key.data == "end":
                    return
                if key.fileobj is self.listener:
                    self.greet()
                else:
                    self.attend(key.fileobj, events)

    def greet(self):
        try:
            one, _ = self.listener.accept()
        except OSError:
            return
        one.setblocking(False)
        self.answers[one] = b""
        self.selector.register(one, selectors.EVENT_READ)

    def attend(self, one, events):
        try:
            if events & selectors.EVENT_READ:
                got = one.recv(HELD_MAX)
                if not got:
                    self.part_with(one)
                    return
                self.answers[one] = got.translate(UPPER)
            sent = one.send(self.answers[one])
            self.answers[one] = self.answers[one][sent:]
        except BlockingIOError:
            pass
        except OSError:
            self.part_with(one)
            return
        self.selector.modify(one, selectors.EVENT_WRITE if self.answers[one] else selectors.EVENT_READ)

    def part_with(self, one):
        self.selector.unregister(one)
        del self.answers[one]
        one.close()


def main():
    if len(sys.argv) != 2:
        print("usage: server PATH", file=sys.stderr)
        return 2
    path = sys.argv[1]
    wake, woken = socket.socketpair()
    for end in (wake, woken):
        end.setblocking(False)
    signal.signal(signal.SIGTERM, lambda *_: None)
    signal.set_wakeup_fd(wake.fileno())
    room = Room(take_place(path))
    room.selector.register(woken, selectors.EVENT_READ, "end")
    print("ready", flush=True)
    room.run()
    os.unlink(path)
    return 0


sys.exit(main())
