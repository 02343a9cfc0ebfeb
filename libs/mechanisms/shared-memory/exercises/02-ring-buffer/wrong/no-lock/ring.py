"""Wrong: no lock, because "Python has one by itself"; that one keeps threads of one process apart, not processes."""
import mmap
import os
import struct
import time

SLOTS, ITEM_BYTES = 8, 64
COUNTERS = struct.Struct("=II")  # how many were put, how many were taken
READY_AT = COUNTERS.size
SLOTS_AT = 64
SIZE = SLOTS_AT + SLOTS * ITEM_BYTES
PATIENCE_SECONDS = 3


class Ring:
    def __init__(self, descriptor):
        self.descriptor = descriptor
        self.memory = mmap.mmap(descriptor, SIZE)

    @classmethod
    def make(cls, path):
        remove(path)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        os.ftruncate(descriptor, SIZE)
        ring = cls(descriptor)
        ring.memory[READY_AT] = 1
        return ring

    @classmethod
    def find(cls, path):
        try:
            descriptor = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            return None
        if os.fstat(descriptor).st_size == SIZE:
            ring = cls(descriptor)
            if ring.memory[READY_AT] == 1:
                return ring
        os.close(descriptor)
        return None

    def put(self, item):
        def store():
            put, taken = COUNTERS.unpack_from(self.memory)
            if put - taken == SLOTS:
                return False
            at = SLOTS_AT + put % SLOTS * ITEM_BYTES
            self.memory[at : at + ITEM_BYTES] = item
            COUNTERS.pack_into(self.memory, 0, put + 1, taken)
            return True

        return self._until_done(store)

    def get(self):
        def load():
            put, taken = COUNTERS.unpack_from(self.memory)
            if put == taken:
                return None
            at = SLOTS_AT + taken % SLOTS * ITEM_BYTES
            item = self.memory[at : at + ITEM_BYTES]
            COUNTERS.pack_into(self.memory, 0, put, taken + 1)
            return item

        return self._until_done(load)

    def _until_done(self, attempt):
        """What the attempt gives as soon as it gives anything; None after three seconds."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            answer = attempt()
            if answer:
                return answer
            if time.monotonic() >= end:
                return None
            time.sleep(0.001)


def remove(path):
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass
