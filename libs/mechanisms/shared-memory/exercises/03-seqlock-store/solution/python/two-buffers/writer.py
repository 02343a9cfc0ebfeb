"""Obeys lines: set TOKEN replaces the record, remove takes everything away."""
import fcntl
import mmap
import os
import re
import sys

from store import RECORD_BYTES, SIZE, TOKEN_BYTES, count_of, record_at


def put(memory, descriptor, token):
    fcntl.flock(descriptor, fcntl.LOCK_EX)  # the kernel takes it from the dead
    counter = count_of(memory)
    count = counter[0] + 1
    at = record_at(count)
    memory[at : at + RECORD_BYTES] = token.encode() * (RECORD_BYTES // TOKEN_BYTES)
    counter[0] = count
    fcntl.flock(descriptor, fcntl.LOCK_UN)


def main():
    if len(sys.argv) != 2:
        print("usage: writer NAME", file=sys.stderr)
        return 2
    path = "/dev/shm" + sys.argv[1]
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    os.ftruncate(descriptor, SIZE)
    memory = mmap.mmap(descriptor, SIZE)
    for line in sys.stdin:
        line = line.rstrip("\n")
        if line == "remove":
            os.unlink(path)
            return 0
        match = re.fullmatch(r"set ([a-z0-9]{16})", line)
        if match is None:
            print(f"what is {line!r}?", file=sys.stderr)
            return 1
        put(memory, descriptor, match[1])
        print("done", match[1], flush=True)
    return 0


sys.exit(main())
