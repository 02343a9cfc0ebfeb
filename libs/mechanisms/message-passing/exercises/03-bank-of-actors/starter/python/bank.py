"""bank K: K actors, each of which owns an account; the teller passes on what it reads and prints what it hears.

Reading the commands is done. The actors are yours.
"""

import sys


class Bank:
    def __init__(self, actors: int) -> None:
        """Start the actors here: each one a process that owns a balance of 1000 and reads its mail."""
        print(f"bank: {actors} actors would be started", file=sys.stderr)
        self.is_open = False

    def obey(self, words: list[str]) -> None:
        print(f"bank: would do {words}", file=sys.stderr)


def main() -> int:
    try:
        (text,) = sys.argv[1:]
        actors = int(text)
        if not 1 <= actors <= 32:
            raise ValueError(text)
    except ValueError:
        print("usage: bank K (K from 1 to 32)", file=sys.stderr)
        return 2
    bank = Bank(actors)
    if not bank.is_open:
        return 1
    # Whoever sits in this loop does not hear its actors: a real teller waits for both at once.
    for line in sys.stdin:
        bank.obey(line.split())
    return 0


if __name__ == "__main__":
    sys.exit(main())
