"""worker PATH: the room of the clients that the hub at PATH hands over, until the hub ends or SIGTERM comes.

The frame stands: the argument. Everything else is yours.
"""
import sys


def main():
    if len(sys.argv) != 2:
        print("usage: worker PATH", file=sys.stderr)
        return 2
    # What do you keep for a client that does not read? What for one that has sent half a line?
    print(f"worker: there is no room for clients of {sys.argv[1]} yet", file=sys.stderr)
    return 1


sys.exit(main())
