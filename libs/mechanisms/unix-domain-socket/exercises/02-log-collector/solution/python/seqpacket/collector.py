"""collector PATH: connections in one loop; who connected is asked when one is accepted."""
import os
import selectors
import signal
import socket
import stat
import struct
import sys

TEXT_MAX = 65536
CALLERS_MAX = 10
UCRED = struct.Struct("3i")


class Collector:
    def __init__(self, listener, woken):
        self.listener = listener
        self.callers = {}
        self.selector = selectors.PollSelector()
        self.selector.register(woken, selectors.EVENT_READ, "end")
        self.selector.register(listener, selectors.EVENT_READ, "door")

    def run(self):
        while True:
            for key, _ in self.selector.select():
                if key.data == "end":
                    return
                if key.data == "door":
                    self.greet()
                else:
                    self.hear(key.fileobj)

    def greet(self):
        try:
            one, _ = self.listener.accept()
        except BlockingIOError:
            return False
        one.setblocking(False)
        self.callers[one] = UCRED.unpack(one.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, UCRED.size))
        self.selector.register(one, selectors.EVENT_READ, "caller")
        if len(self.callers) == CALLERS_MAX:
            self.selector.unregister(self.listener)
        return True

    def hear(self, one):
        try:
            text = one.recv(TEXT_MAX + 1)
        except BlockingIOError:
            return False
        except ConnectionResetError:
            text = b""
        if not text:
            self.part_with(one)
            return False
        pid, uid, _ = self.callers[one]
        told = text if len(text) <= TEXT_MAX else b"[truncated]"
        sys.stdout.buffer.write(b"%d %d %s\n" % (pid, uid, told))
        sys.stdout.buffer.flush()
        return True

    def part_with(self, one):
        self.selector.unregister(one)
        if len(self.callers) == CALLERS_MAX:
            self.selector.register(self.listener, selectors.EVENT_READ, "door")
        del self.callers[one]
        one.close()

    def drain(self):
        while True:
            while len(self.callers) < CALLERS_MAX and self.greet():
                pass
            if not self.callers:
                return
            for one in list(self.callers):
                while self.hear(one):
                    pass
                if one in self.callers:
                    self.part_with(one)


def remove_stale(path):
    if not os.path.lexists(path) or not stat.S_ISSOCK(os.lstat(path).st_mode):
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as probe:
        probe.setblocking(False)
        try:
            probe.connect(path)
        except ConnectionRefusedError:
            os.unlink(path)
        except OSError:
            pass


def main():
    if len(sys.argv) != 2:
        print("usage: collector PATH", file=sys.stderr)
        return 2
    path = sys.argv[1]
    woken, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGTERM, lambda *_: None)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.setblocking(False)
    try:
        remove_stale(path)
        listener.bind(path)
        listener.listen(128)
    except OSError as error:
        print(f"collector: {path}: {error}", file=sys.stderr)
        return 1
    print("ready", flush=True)
    collector = Collector(listener, woken)
    collector.run()
    os.unlink(path)
    collector.drain()
    return 0


sys.exit(main())
