"""Two records and a count of those that were set: the one that is not shown is written, then the count moves on."""
import mmap
import os

RECORD_BYTES, TOKEN_BYTES, RECORDS_AT = 65536, 16, 64
SIZE = RECORDS_AT + 2 * RECORD_BYTES


def count_of(memory):
    """The count as an array of one word, which is loaded and stored in one piece."""
    return memoryview(memory)[:8].cast("Q")


def record_at(count):
    return RECORDS_AT + count % 2 * RECORD_BYTES


def find(name):
    try:
        descriptor = os.open("/dev/shm" + name, os.O_RDWR)
    except FileNotFoundError:
        return None
    try:
        return mmap.mmap(descriptor, SIZE) if os.fstat(descriptor).st_size == SIZE else None
    finally:
        os.close(descriptor)
