"""hub PATH: accepts clients at PATH and gives each connection to a worker, in turn, until SIGTERM.

The frame stands: the argument. The sockets, the workers and how a connection gets to them are yours.
"""
import sys


def main():
    if len(sys.argv) != 2:
        print("usage: hub PATH", file=sys.stderr)
        return 2
    # What has to go along with a descriptor? Who else has it open when it has been sent?
    print(f"hub: nobody is served at {sys.argv[1]} yet", file=sys.stderr)
    return 1


sys.exit(main())
