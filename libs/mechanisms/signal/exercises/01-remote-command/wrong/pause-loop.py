# Wrong: Python's handlers run between two instructions of Python, so a signal right before signal.pause() is only noted, and pause sleeps on.
import os
import signal
import sys

count = 0


def status(*_):
    global count
    count += 1
    os.write(1, f"status {count}\n".encode())


def reload(*_):
    os.write(1, b"reload\n")


def end(*_):
    os.unlink(sys.argv[1])
    os.write(1, b"bye\n")
    os._exit(0)


if len(sys.argv) != 2:
    print("usage: service PIDFILE", file=sys.stderr)
    sys.exit(2)
signal.signal(signal.SIGUSR1, status)
signal.signal(signal.SIGHUP, reload)
signal.signal(signal.SIGTERM, end)
try:
    with open(sys.argv[1], "w") as file:
        file.write(f"{os.getpid()}\n")
except OSError as error:
    print(f"service: {error}", file=sys.stderr)
    sys.exit(1)
while True:
    signal.pause()
