"""service: answers SIGUSR1, SIGHUP and SIGTERM on standard output; PIDFILE tells others whom to signal.

Design: the signals are blocked and taken one by one with sigwait. There is no handler.
"""

import os
import signal
import sys

OURS = {signal.SIGUSR1, signal.SIGHUP, signal.SIGTERM}


def main():
    if len(sys.argv) != 2:
        print("usage: service PIDFILE", file=sys.stderr)
        return 2
    path = sys.argv[1]
    signal.pthread_sigmask(signal.SIG_BLOCK, OURS)
    try:
        with open(path, "w") as file:
            file.write(f"{os.getpid()}\n")
    except OSError as error:
        print(f"service: {error}", file=sys.stderr)
        return 1
    count = 0
    while (number := signal.sigwait(OURS)) != signal.SIGTERM:
        if number == signal.SIGUSR1:
            count += 1
            print(f"status {count}", flush=True)
        else:
            print("reload", flush=True)
    os.unlink(path)
    print("bye", flush=True)
    return 0


sys.exit(main())
