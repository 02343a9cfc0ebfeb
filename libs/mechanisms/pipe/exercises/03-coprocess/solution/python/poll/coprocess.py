"""coprocess: runs CMD between two pipes and moves bytes in both directions at once.

Design: one poll loop. The end that writes to CMD is non-blocking: poll promises room for PIPE_BUF bytes only, and a
blocking write of more would stop the loop, and with it the reading that CMD may be waiting for.
"""

import os
import select
import subprocess
import sys

FAILED, USAGE, CANNOT_EXECUTE = 1, 2, 127
STDIN, STDOUT = 0, 1
BUFFER_BYTES = 65536


def write_all(fd, data):
    """A write may take fewer bytes than we gave: the rest is ours to offer again."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest):]


class Exchange:
    """Both directions of one conversation with CMD."""

    def __init__(self, to_command, from_command):
        self.to_command = to_command
        self.from_command = from_command
        self.pending = memoryview(b"")  # read from stdin, not yet taken by CMD
        self.taken = self.copied = 0
        os.set_blocking(to_command.fileno(), False)

    def run(self):
        """Moves bytes until both pipes are closed. Raises OSError when our own stdout cannot be written."""
        while not (self.to_command.closed and self.from_command.closed):
            ready = dict(self.watched().poll())
            if not self.from_command.closed and self.from_command.fileno() in ready:
                self.pass_output()
            if not self.to_command.closed and self.to_command.fileno() in ready:
                self.give_input()
            elif STDIN in ready:
                self.take_input()

    def watched(self):
        poll = select.poll()
        if not self.from_command.closed:
            poll.register(self.from_command, select.POLLIN)
        if not self.to_command.closed:
            # With no events asked for, poll still reports that CMD is gone, even while our own stdin is silent.
            poll.register(self.to_command, select.POLLOUT if self.pending else 0)
            if not self.pending:
                poll.register(STDIN, select.POLLIN)
        return poll

    def take_input(self):
        self.pending = memoryview(os.read(STDIN, BUFFER_BYTES))
        if not self.pending:
            self.to_command.close()  # CMD's end-of-file

    def give_input(self):
        if not self.pending:
            self.to_command.close()
            return
        try:
            put = os.write(self.to_command.fileno(), self.pending)
        except BlockingIOError:
            return
        except BrokenPipeError:  # CMD reads no more: what is left of our input is not needed
            self.to_command.close()
            return
        self.taken += put
        self.pending = self.pending[put:]

    def pass_output(self):
        data = os.read(self.from_command.fileno(), BUFFER_BYTES)
        if not data:
            self.from_command.close()
            return
        write_all(STDOUT, data)
        self.copied += len(data)


def main():
    command = sys.argv[1:]
    if not command:
        print("usage: coprocess CMD [ARG...]", file=sys.stderr)
        return USAGE
    try:
        # bufsize=0: no Python buffer between us and the pipes. Popen gives SIGPIPE its default back in the child.
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    except OSError as error:
        print(f"coprocess: {command[0]}: {error.strerror}", file=sys.stderr)
        return CANNOT_EXECUTE
    exchange = Exchange(process.stdin, process.stdout)
    failure = None
    try:
        exchange.run()
    except OSError as error:
        failure = error
        print(f"coprocess: cannot copy to standard output: {error.strerror}", file=sys.stderr)
    process.stdin.close()
    process.stdout.close()
    status = process.wait()
    print(f"in={exchange.taken} out={exchange.copied}", file=sys.stderr)
    if failure is not None:
        return FAILED
    return 128 - status if status < 0 else status


sys.exit(main())
