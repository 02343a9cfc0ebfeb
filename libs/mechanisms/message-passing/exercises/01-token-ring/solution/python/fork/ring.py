"""ring N M: os.pipe and os.fork; each node keeps two of all the ends."""

import os
import signal
import sys

LOST = 3


def parse(text: str, least: int, most: int) -> int:
    value = int(text)
    if not least <= value <= most:
        raise ValueError(text)
    return value


def node(self: int, nodes: int, hops: int, channels: list[tuple[int, int]]) -> int:
    source = channels[self][0]
    target = channels[(self + 1) % nodes][1]
    for ends in channels:
        for end in ends:
            if end not in (source, target):
                os.close(end)
    while True:
        message = os.read(source, 16)
        if not message:
            return LOST
        hop = int(message)
        if 1 <= hop <= hops:
            print(f"node {self} hop {hop}", flush=True)
        if hop < hops + nodes - 1:
            os.write(target, b"%016d" % (hop + 1))
        if hop >= hops:
            return 0


def run_node(*arguments) -> None:
    status = 1
    try:
        status = node(*arguments)
    except OSError:
        status = LOST
    finally:
        os._exit(status)


def supervise(children: list[int]) -> int:
    result = 0
    alive = set(children)
    while alive:
        pid, status = os.wait()
        alive.discard(pid)
        if status == 0 or result != 0:
            continue
        result = LOST
        print(f"ring: the process {pid} is lost", file=sys.stderr)
        for other in alive:
            os.kill(other, signal.SIGKILL)
    return result


def main() -> int:
    try:
        count, limit = sys.argv[1:]
        nodes, hops = parse(count, 1, 64), parse(limit, 0, 100_000)
    except ValueError:
        print("usage: ring N M (N from 1 to 64, M from 0 to 100000)", file=sys.stderr)
        return 2
    channels = [os.pipe() for _ in range(nodes)]
    children = []
    for self in range(nodes):
        pid = os.fork()
        if pid == 0:
            run_node(self, nodes, hops, channels)
        children.append(pid)
    os.write(channels[0][1], b"%016d" % 0)
    for source, target in channels:
        os.close(source)
        os.close(target)
    return supervise(children)


if __name__ == "__main__":
    sys.exit(main())
