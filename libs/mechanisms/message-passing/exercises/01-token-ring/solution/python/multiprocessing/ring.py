"""ring N M: multiprocessing.Pipe between neighbours, and sentinels to hear of a death."""

import multiprocessing
import sys
from multiprocessing import connection

LOST = 3


def parse(text: str, least: int, most: int) -> int:
    value = int(text)
    if not least <= value <= most:
        raise ValueError(text)
    return value


def node(self: int, nodes: int, hops: int, channels: list) -> None:
    source = channels[self][0]
    target = channels[(self + 1) % nodes][1]
    for ends in channels:
        for end in ends:
            if end is not source and end is not target:
                end.close()
    try:
        while True:
            hop = source.recv()
            if 1 <= hop <= hops:
                sys.stdout.write(f"node {self} hop {hop}\n")
                sys.stdout.flush()
            if hop < hops + nodes - 1:
                target.send(hop + 1)
            if hop >= hops:
                return
    except (EOFError, OSError):
        sys.exit(LOST)


def supervise(workers: list) -> int:
    result = 0
    alive = list(workers)
    while alive:
        connection.wait([worker.sentinel for worker in alive])
        for worker in [one for one in alive if one.exitcode is not None]:
            worker.join()
            alive.remove(worker)
            if worker.exitcode == 0 or result != 0:
                continue
            result = LOST
            print(f"ring: {worker.name} is lost", file=sys.stderr)
            for other in alive:
                other.kill()
    return result


def main() -> int:
    try:
        count, limit = sys.argv[1:]
        nodes, hops = parse(count, 1, 64), parse(limit, 0, 100_000)
    except ValueError:
        print("usage: ring N M (N from 1 to 64, M from 0 to 100000)", file=sys.stderr)
        return 2
    context = multiprocessing.get_context("fork")
    channels = [context.Pipe(duplex=False) for _ in range(nodes)]
    workers = [
        context.Process(target=node, name=f"node {self}", args=(self, nodes, hops, channels)) for self in range(nodes)
    ]
    for worker in workers:
        worker.start()
    channels[0][1].send(0)
    for source, target in channels:
        source.close()
        target.close()
    return supervise(workers)


if __name__ == "__main__":
    sys.exit(main())
