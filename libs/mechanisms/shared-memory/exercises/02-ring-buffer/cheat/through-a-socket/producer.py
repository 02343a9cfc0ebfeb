"""Cheat: has the object in memory and sends its items through a Unix socket."""
import mmap
import os
import socket
import sys
import time


def find(path):
    """The object when it is ready, else None."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return None
    memory = mmap.mmap(descriptor, 4096) if os.fstat(descriptor).st_size == 4096 else None
    os.close(descriptor)
    return memory if memory is not None and memory[0] == 1 else None


def main():
    if len(sys.argv) != 4:
        print("usage: producer NAME ID COUNT", file=sys.stderr)
        return 2
    name, identity, count = sys.argv[1:]
    end = time.monotonic() + 3
    while (memory := find("/dev/shm" + name)) is None:
        if time.monotonic() >= end:
            return 4
        time.sleep(0.002)
    items = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    items.connect("/tmp" + name)
    items.settimeout(3)
    for k in range(int(count)):
        try:
            items.send(f"{identity}{k:08}".encode() * 4)
        except TimeoutError:
            return 4
    memory.close()
    return 0


sys.exit(main())
