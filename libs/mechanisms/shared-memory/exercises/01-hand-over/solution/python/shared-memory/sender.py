"""The module shared_memory makes and removes the object; a byte in it says how far the hand-over is."""
import sys
import time
from multiprocessing import shared_memory

BYTES_MAX = 65536


def make(name, size):
    try:
        return shared_memory.SharedMemory(name, create=True, size=size)
    except FileExistsError:
        shared_memory.SharedMemory(name).unlink()
        return shared_memory.SharedMemory(name, create=True, size=size)


def main():
    if len(sys.argv) != 2:
        print("usage: sender NAME", file=sys.stderr)
        return 2
    data = sys.stdin.buffer.read(BYTES_MAX + 1)
    if len(data) > BYTES_MAX:
        print("more than 65536 bytes", file=sys.stderr)
        return 1
    memory = make(sys.argv[1], 8 + len(data))
    memory.buf[4:8] = len(data).to_bytes(4, "little")
    memory.buf[8 : 8 + len(data)] = data
    memory.buf[0] = 1
    end = time.monotonic() + 3
    while memory.buf[0] == 1 and time.monotonic() < end:
        time.sleep(0.005)
    taken = memory.buf[0] == 2
    memory.close()
    try:
        memory.unlink()
    except FileNotFoundError:
        pass  # the receiver's runtime cleans up too
    return 0 if taken else 4


sys.exit(main())
