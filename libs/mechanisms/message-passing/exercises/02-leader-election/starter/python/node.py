"""node DIRECTORY ID COUNT: one of COUNT nodes that agree on a leader, the highest ID among those that run.

Reading the arguments and the orderly end are done. The election is yours.
"""

import os
import signal
import sys
import threading


def parse(text: str, most: int) -> int:
    value = int(text)
    if not 1 <= value <= most:
        raise ValueError(text)
    return value


def live(directory: str, self_id: int, count: int, over: threading.Event) -> int:
    """Send, listen, judge, and print "leader X" when the opinion changes, until `over` is set. Answers the exit status."""
    print(f"node: {self_id} of {count} would meet the others in {directory}", file=sys.stderr)
    return 0 if over.is_set() else 1


def main() -> int:
    try:
        directory, text, most = sys.argv[1:]
        count = parse(most, 9)
        self_id = parse(text, count)
    except ValueError:
        print("usage: node DIRECTORY ID COUNT (COUNT from 1 to 9, ID from 1 to COUNT)", file=sys.stderr)
        return 2
    if not os.path.isdir(directory):
        print(f"node: there is no directory {directory}", file=sys.stderr)
        return 1
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    return live(directory, self_id, count, over)


if __name__ == "__main__":
    sys.exit(main())
