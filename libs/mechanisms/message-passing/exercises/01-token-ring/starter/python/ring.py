"""ring N M: a token goes round among N processes; who has it may print.

Reading the arguments is done. The ring is yours.
"""

import sys


def parse(text: str, least: int, most: int) -> int:
    value = int(text)
    if not least <= value <= most:
        raise ValueError(text)
    return value


def node(self: int, nodes: int, hops: int) -> int:
    """What a node does until the token has made its last hop; answers its exit status."""
    print(f"ring: node {self} of {nodes} would wait for one of {hops} hops", file=sys.stderr)
    return 1


def run(nodes: int, hops: int) -> int:
    """Start the nodes, give the token to node 0, wait for all, and notice when one of them is lost."""
    return node(0, nodes, hops)


def main() -> int:
    try:
        count, limit = sys.argv[1:]
        nodes, hops = parse(count, 1, 64), parse(limit, 0, 100_000)
    except ValueError:
        print("usage: ring N M (N from 1 to 64, M from 0 to 100000)", file=sys.stderr)
        return 2
    return run(nodes, hops)


if __name__ == "__main__":
    sys.exit(main())
