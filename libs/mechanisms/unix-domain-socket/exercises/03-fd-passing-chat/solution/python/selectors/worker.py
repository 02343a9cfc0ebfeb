"""worker PATH: the room of the clients that the hub hands over."""
import os
import selectors
import signal
import socket
import sys

KEPT_MAX = 2 * 1024 * 1024


class Client:
    def __init__(self, connection):
        self.connection = connection
        self.name = None
        self.came = b""
        self.kept = bytearray()
        self.has_left = False


class Room:
    def __init__(self, hub):
        self.hub = hub
        self.clients = set()
        self.selector = selectors.DefaultSelector()
        self.selector.register(hub, selectors.EVENT_READ, "hub")

    def run(self, woken):
        self.selector.register(woken, selectors.EVENT_READ, "end")
        while True:
            for key, mask in self.selector.select():
                if key.data == "end":
                    return
                if key.data == "hub":
                    if not self.take_client():
                        return
                    continue
                if mask & selectors.EVENT_WRITE:
                    self.flush(key.data)
                if mask & selectors.EVENT_READ:
                    self.hear(key.data)
            self.sweep()

    def take_client(self):
        try:
            word, descriptors, _, _ = socket.recv_fds(self.hub, 1, 1)
        except ConnectionResetError:
            return False  # it ended before it had let this worker in
        for descriptor in descriptors:
            connection = socket.socket(fileno=descriptor)
            connection.setblocking(False)
            client = Client(connection)
            self.clients.add(client)
            self.selector.register(connection, selectors.EVENT_READ, client)
        return bool(word)

    def hear(self, client):
        try:
            came = client.connection.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            came = b""
        if not came:
            client.has_left = True
        *lines, client.came = (client.came + came).split(b"\n")
        for line in lines:
            if client.name is None:
                client.name = line
                self.tell(client, b"welcome %s\n" % line)
            else:
                self.tell_all(b"%s: %s\n" % (client.name, line))

    def tell_all(self, line):
        for client in self.clients:
            if client.name is not None:
                self.tell(client, line)

    def tell(self, client, line):
        if len(client.kept) + len(line) > KEPT_MAX:
            client.has_left = True
        if client.has_left:
            return
        client.kept += line
        if len(client.kept) == len(line):
            self.flush(client)

    def flush(self, client):
        try:
            while client.kept:
                del client.kept[: client.connection.send(client.kept)]
        except BlockingIOError:
            pass
        except OSError:
            client.has_left = True
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if client.kept else 0)
        self.selector.modify(client.connection, events, client)

    def sweep(self):
        for client in [one for one in self.clients if one.has_left]:
            self.selector.unregister(client.connection)
            self.clients.remove(client)
            client.connection.close()


def main():
    if len(sys.argv) != 2:
        print("usage: worker PATH", file=sys.stderr)
        return 2
    woken, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGTERM, lambda *_: None)
    hub = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        hub.connect(sys.argv[1] + ".workers")
    except OSError as error:
        print(f"worker: {sys.argv[1]}: {error}", file=sys.stderr)
        return 1
    print("ready", flush=True)
    Room(hub).run(woken)
    return 0


sys.exit(main())
