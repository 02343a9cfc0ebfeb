"""node DIRECTORY ID COUNT: one thread tells all others "I am here", another one listens, the main thread judges."""

import os
import signal
import socket
import sys
import threading
import time

BEAT = 0.1
SUSPICION = 0.7


def parse(text: str, most: int) -> int:
    value = int(text)
    if not 1 <= value <= most:
        raise ValueError(text)
    return value


class Node:
    def __init__(self, directory: str, self_id: int, count: int) -> None:
        self.id = self_id
        self.paths = {one: os.path.join(directory, f"{one}.sock") for one in range(1, count + 1)}
        self.heard: dict[int, float] = {}
        self.is_over = False
        self.news = threading.Event()
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.remove_name()
        self.socket.bind(self.paths[self_id])
        self.socket.settimeout(SUSPICION)

    def end(self, *_: object) -> None:
        # Runs in the main thread between any two of its steps: setting an Event here would wait for a lock that this thread may have.
        self.is_over = True

    def remove_name(self) -> None:
        try:
            os.unlink(self.paths[self.id])
        except FileNotFoundError:
            pass

    def tell(self) -> None:
        # A socket of its own: a full mailbox of somebody who is stopped must not hold this thread.
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as outbox:
            outbox.setblocking(False)
            while not self.is_over:
                time.sleep(BEAT)
                for one, path in self.paths.items():
                    if one == self.id:
                        continue
                    try:
                        outbox.sendto(b"%d" % self.id, path)
                    except OSError:
                        continue

    def listen(self) -> None:
        while not self.is_over:
            try:
                self.heard[int(self.socket.recv(16))] = time.monotonic()
            except TimeoutError:
                continue
            self.news.set()

    def live(self) -> None:
        for work in (self.tell, self.listen):
            threading.Thread(target=work, daemon=True).start()
        began = time.monotonic()
        opinion = 0
        while not self.is_over:
            self.news.wait(BEAT)
            self.news.clear()
            now = time.monotonic()
            leader = max([self.id, *(one for one, at in list(self.heard.items()) if now - at < SUSPICION)])
            if leader == opinion or (leader == self.id and now - began < SUSPICION):
                continue
            opinion = leader
            print(f"leader {opinion}", flush=True)


def main() -> int:
    try:
        directory, text, most = sys.argv[1:]
        count = parse(most, 9)
        self_id = parse(text, count)
    except ValueError:
        print("usage: node DIRECTORY ID COUNT (COUNT from 1 to 9, ID from 1 to COUNT)", file=sys.stderr)
        return 2
    try:
        node = Node(directory, self_id, count)
    except OSError as error:
        print(f"node: {error}", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, node.end)
    node.live()
    node.remove_name()
    return 0


if __name__ == "__main__":
    sys.exit(main())
