"""uppercase: the parent reads standard input, the child writes it upper-cased.

Design: os.pipe and os.fork, with os.read and os.write, the system calls themselves. Two closes make it end:
the child closes its copy of the write end, or it could never see end-of-file, and the parent closes its copy of
the read end, or it could never learn that the child is gone.
"""

import os
import sys

FAILED, USAGE, PEER_LOST = 1, 2, 3
STDIN, STDOUT = 0, 1
BUFFER_BYTES = 65536


def write_all(fd, data):
    """A write may take fewer bytes than we gave: the rest is ours to offer again."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest):]


def complain(what, error):
    print(f"uppercase: {what}: {error.strerror}", file=sys.stderr, flush=True)
    return FAILED


def child(from_parent):
    received = 0
    try:
        while data := os.read(from_parent, BUFFER_BYTES):
            received += len(data)
            write_all(STDOUT, data.upper())  # bytes.upper changes a-z only
    except OSError as error:
        return complain("cannot copy to the output", error)
    return 100 + received % 100


def feed(to_child):
    """Sends all of standard input. A child that is gone is no failure here: its status tells why."""
    try:
        while data := os.read(STDIN, BUFFER_BYTES):
            write_all(to_child, data)
    except BrokenPipeError:  # Python ignores SIGPIPE, so a lost reader is an exception
        return 0
    except OSError as error:
        return complain("cannot copy to the child", error)
    return 0


def collect(pid):
    _, status = os.waitpid(pid, 0)
    if os.WIFEXITED(status):
        return os.WEXITSTATUS(status)
    print(f"uppercase: the child was killed by signal {os.WTERMSIG(status)}", file=sys.stderr)
    return PEER_LOST


def main():
    if len(sys.argv) > 1:
        print(f"usage: {sys.argv[0]} < input (no arguments)", file=sys.stderr)
        return USAGE
    try:
        read_end, write_end = os.pipe()
        pid = os.fork()
    except OSError as error:
        return complain("cannot make the child", error)
    if pid == 0:
        os.close(write_end)
        os._exit(child(read_end))
    os.close(read_end)
    fed = feed(write_end)
    os.close(write_end)  # the last write end: the child's end-of-file
    status = collect(pid)
    return status if fed == 0 else fed


sys.exit(main())
