"""service: answers SIGUSR1, SIGHUP and SIGTERM on standard output; PIDFILE tells others whom to signal.

Reading the arguments and writing PIDFILE are done. When is the right moment to write it? Everything about signals is
yours.
"""

import os
import signal
import sys


def announce(path):
    with open(path, "w") as file:
        file.write(f"{os.getpid()}\n")


def main():
    if len(sys.argv) != 2:
        print("usage: service PIDFILE", file=sys.stderr)
        return 2
    try:
        announce(sys.argv[1])
    except OSError as error:
        print(f"service: {error}", file=sys.stderr)
        return 1
    signal.pause()  # the first signal ends the program
    return 0


sys.exit(main())
