"""hub PATH: gives each connection to a worker, in turn; workers come to PATH.workers."""
import os
import selectors
import signal
import socket
import stat
import sys


class Hub:
    def __init__(self, clients, workers):
        self.clients = clients
        self.workers = workers
        self.joined = []
        self.turn = 0
        self.selector = selectors.DefaultSelector()
        self.selector.register(clients, selectors.EVENT_READ, "client")
        self.selector.register(workers, selectors.EVENT_READ, "worker")

    def run(self, woken):
        self.selector.register(woken, selectors.EVENT_READ, "end")
        while True:
            # Whoever has ended is taken off before anybody is served.
            events = sorted(self.selector.select(), key=lambda event: event[0].data != "joined")
            for key, _ in events:
                if key.data == "end":
                    return
                if key.data == "joined":
                    self.part_with(key.fileobj)
                if key.data == "worker":
                    self.let_workers_in()
                if key.data == "client":
                    self.serve()

    def let_workers_in(self):
        while True:
            try:
                worker, _ = self.workers.accept()
            except BlockingIOError:
                return
            self.joined.append(worker)
            self.selector.register(worker, selectors.EVENT_READ, "joined")

    def part_with(self, worker):
        at = self.joined.index(worker)
        self.joined.pop(at)
        if at < self.turn:
            self.turn -= 1
        self.selector.unregister(worker)
        worker.close()

    def serve(self):
        try:
            connection, _ = self.clients.accept()
        except BlockingIOError:
            return
        # A worker that is ready has come to its door by now.
        self.let_workers_in()
        with connection:
            while self.joined:
                self.turn %= len(self.joined)
                worker = self.joined[self.turn]
                try:
                    # A descriptor travels with at least one byte.
                    socket.send_fds(worker, [b"c"], [connection.fileno()])
                    self.turn += 1
                    return
                except OSError:
                    self.part_with(worker)


def open_door(path):
    if os.path.lexists(path) and stat.S_ISSOCK(os.lstat(path).st_mode):
        os.unlink(path)
    door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    door.bind(path)
    door.listen(64)
    door.setblocking(False)
    return door


def main():
    if len(sys.argv) != 2:
        print("usage: hub PATH", file=sys.stderr)
        return 2
    path = sys.argv[1]
    woken, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        workers = open_door(path + ".workers")
        clients = open_door(path)
    except OSError as error:
        print(f"hub: {path}: {error}", file=sys.stderr)
        return 1
    print("ready", flush=True)
    Hub(clients, workers).run(woken)
    os.unlink(path)
    os.unlink(path + ".workers")
    return 0


sys.exit(main())
