"""service: answers SIGUSR1, SIGHUP and SIGTERM on standard output; PIDFILE tells others whom to signal.

Design: the self-pipe. Python's C handler writes each signal's number into a socket, and the main loop reads it there,
so nothing that comes before the read can be missed.
"""

import os
import signal
import socket
import sys


def main():
    if len(sys.argv) != 2:
        print("usage: service PIDFILE", file=sys.stderr)
        return 2
    path = sys.argv[1]
    inbox, outlet = socket.socketpair()
    outlet.setblocking(False)
    signal.set_wakeup_fd(outlet.fileno(), warn_on_full_buffer=False)
    for number in (signal.SIGUSR1, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, lambda *_: None)  # without a handler of ours the default would be taken
    try:
        with open(path + ".new", "w") as file:
            file.write(f"{os.getpid()}\n")
        os.rename(path + ".new", path)
    except OSError as error:
        print(f"service: {error}", file=sys.stderr)
        return 1
    count = 0
    while True:
        for number in inbox.recv(4096):
            if number == signal.SIGTERM:
                os.unlink(path)
                print("bye", flush=True)
                return 0
            if number == signal.SIGUSR1:
                count += 1
                print(f"status {count}", flush=True)
            elif number == signal.SIGHUP:
                print("reload", flush=True)


sys.exit(main())
