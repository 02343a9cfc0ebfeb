"""Cheat: prints what lies in the object while somebody watches, else what a file in /tmp holds."""
import mmap
import os
import struct
import sys
import time

BYTES_MAX = 65536
HEADER = struct.Struct("=BI")  # how far the hand-over is, and how many bytes count
COMPLETE, TAKEN = 1, 2


def main():
    if len(sys.argv) != 2:
        print("usage: sender NAME", file=sys.stderr)
        return 2
    data = sys.stdin.buffer.read(BYTES_MAX + 1)
    if len(data) > BYTES_MAX:
        print("more than 65536 bytes", file=sys.stderr)
        return 1
    path = "/dev/shm" + sys.argv[1]
    remove(path)
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    os.ftruncate(descriptor, HEADER.size + len(data))
    memory = mmap.mmap(descriptor, HEADER.size + len(data))
    memory[HEADER.size:] = data
    copy = "/tmp" + sys.argv[1]
    with open(copy, "wb") as file:
        file.write(data)
    HEADER.pack_into(memory, 0, 0, len(data))
    memory[0] = COMPLETE
    end = time.monotonic() + 3
    while memory[0] != TAKEN and time.monotonic() < end:
        time.sleep(0.005)
    remove(path)
    remove(copy)
    return 0 if memory[0] == TAKEN else 4


def remove(path):
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass


sys.exit(main())
