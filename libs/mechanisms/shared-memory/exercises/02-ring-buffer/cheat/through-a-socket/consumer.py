"""Cheat: makes the object and has it in memory; items come as datagrams through a Unix socket."""
import mmap
import os
import socket
import sys


def write_all(data):
    while data:
        data = data[os.write(1, data) :]


def main():
    if len(sys.argv) != 3:
        print("usage: consumer NAME TOTAL", file=sys.stderr)
        return 2
    total = int(sys.argv[2])
    path, way = "/dev/shm" + sys.argv[1], "/tmp" + sys.argv[1]
    for old in (path, way):
        if os.path.exists(old):
            os.unlink(old)
    items = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    items.bind(way)
    items.settimeout(3)
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    os.ftruncate(descriptor, 4096)
    memory = mmap.mmap(descriptor, 4096)
    memory[0] = 1
    taken = 0
    try:
        while taken < total:
            write_all(items.recv(64) + b"\n")
            taken += 1
    except TimeoutError:
        pass
    os.unlink(way)
    os.unlink(path)
    return 0 if taken == total else 4


sys.exit(main())
