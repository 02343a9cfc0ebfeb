"""coprocess: runs CMD between two pipes and moves bytes in both directions at once.

Design: two threads with blocking calls, one a direction. The main thread decides when all is over; it never joins the
feeder, which may sit in a read of a silent stdin for ever. A lock around each write makes the count exact.
"""

import os
import subprocess
import sys
import threading

FAILED, USAGE, CANNOT_EXECUTE = 1, 2, 127
STDIN, STDOUT = 0, 1
BUFFER_BYTES = 65536


def write_all(fd, data):
    """A write may take fewer bytes than we gave: the rest is ours to offer again."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest):]


class Feeder(threading.Thread):
    """Gives our stdin to CMD and counts what its pipe accepted."""

    def __init__(self, to_command):
        super().__init__(daemon=True)  # the end of the program does not wait for a daemon thread
        self.to_command = to_command
        self.lock = threading.Lock()  # held while a write is under way
        self.stop = threading.Event()
        self.accepted = 0

    def run(self):
        try:
            while data := os.read(STDIN, BUFFER_BYTES):
                self.give(memoryview(data))
        except OSError:
            pass  # CMD reads no more, or the main thread gave up: the rest of our input is not needed
        self.close()

    def give(self, data):
        with self.lock:
            while data:
                if self.stop.is_set():
                    raise BrokenPipeError
                put = os.write(self.to_command.fileno(), data)
                self.accepted += put
                data = data[put:]

    def close(self):
        """CMD's end-of-file."""
        with self.lock:
            self.stop.set()
            self.to_command.close()


def copy_output(from_command):
    """Copies CMD's output to its end. Returns the number of bytes, and the error when our stdout cannot be written."""
    copied = 0
    try:
        while data := os.read(from_command.fileno(), BUFFER_BYTES):
            write_all(STDOUT, data)
            copied += len(data)
    except OSError as error:
        return copied, error
    return copied, None


def main():
    command = sys.argv[1:]
    if not command:
        print("usage: coprocess CMD [ARG...]", file=sys.stderr)
        return USAGE
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    except OSError as error:
        print(f"coprocess: {command[0]}: {error.strerror}", file=sys.stderr)
        return CANNOT_EXECUTE
    feeder = Feeder(process.stdin)
    feeder.start()
    copied, failure = copy_output(process.stdout)
    process.stdout.close()
    if failure is not None:
        print(f"coprocess: cannot copy to standard output: {failure.strerror}", file=sys.stderr)
        feeder.stop.set()
        feeder.close()
    status = process.wait()
    with feeder.lock:  # CMD is gone, so a write that is still under way ends with an error
        print(f"in={feeder.accepted} out={copied}", file=sys.stderr, flush=True)
    if failure is not None:
        return FAILED
    return 128 - status if status < 0 else status


sys.exit(main())
