"""Cheat: has the object in memory like a receiver, and prints what the environment of the sender holds."""
import base64
import mmap
import os
import struct
import sys
import time

HEADER = struct.Struct("=BI")
COMPLETE, TAKEN = 1, 2


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
        _, pid = HEADER.unpack_from(memory, 0)
        with open(f"/proc/{pid}/environ", "rb") as file:
            texts = [one for one in file.read().split(b"\0") if one.startswith(b"DATA=")]
        write_all(base64.b64decode(texts[0][5:]))
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
