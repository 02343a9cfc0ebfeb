# Wrong: a line is split at blanks and put together again, so blanks of the value are lost; people split because it is so short.

import fcntl
import mmap
import os
import struct
import sys
import zlib

HEAD = struct.Struct("=III")  # checksum of all that follows, length of the key, length of the value
GONE = 0xFFFFFFFF
STEP = 1 << 20
MOST = 64 << 20


class Log:
    def __init__(self, path):
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self.index = {}
        self.end = 0
        if os.fstat(self.descriptor).st_size < STEP:
            os.ftruncate(self.descriptor, STEP)
        self.map_all()

    def map_all(self):
        self.mapped = os.fstat(self.descriptor).st_size
        self.bytes = mmap.mmap(self.descriptor, self.mapped)

    def entry_at(self, offset):
        """Key, value and end of the entry there, or None when there is no whole one (yet)."""
        if offset + HEAD.size > self.mapped:
            return None
        checksum, key_length, length = HEAD.unpack_from(self.bytes, offset)
        key_end = offset + HEAD.size + key_length
        end = key_end if length == GONE else key_end + length
        if not 0 < key_length <= 64 or end > self.mapped:
            return None
        if zlib.crc32(self.bytes[offset + 4 : end]) != checksum:
            return None
        return self.bytes[offset + HEAD.size : key_end], None if length == GONE else (key_end, end), end

    def catch_up(self):
        """What others have appended since; they may have made FILE longer."""
        while True:
            entry = self.entry_at(self.end)
            if entry is None and os.fstat(self.descriptor).st_size > self.mapped:
                self.map_all()
                entry = self.entry_at(self.end)
            if entry is None:
                return
            key, place, self.end = entry
            if place is None:
                self.index.pop(key, None)
            else:
                self.index[key] = place

    def get(self, key):
        self.catch_up()
        place = self.index.get(key)
        return None if place is None else self.bytes[place[0] : place[1]]

    def append(self, key, value):
        # Not lockf: a process loses that one when it closes any descriptor of the file, and each mapping here has one.
        fcntl.flock(self.descriptor, fcntl.LOCK_EX)
        try:
            self.catch_up()
            if value is None and key not in self.index:
                return False
            body = struct.pack("=II", len(key), GONE if value is None else len(value)) + key + (value or b"")
            end = self.end + 4 + len(body)
            if end > MOST:
                return False
            if end > self.mapped:
                os.ftruncate(self.descriptor, min(MOST, -(-end // STEP) * STEP))
                self.map_all()
            self.bytes[self.end : end] = struct.pack("=I", zlib.crc32(body)) + body
            self.catch_up()
            return True
        finally:
            fcntl.flock(self.descriptor, fcntl.LOCK_UN)

    def sync(self):
        self.bytes.flush()


def is_key(text):
    return 0 < len(text) <= 64 and b" " not in text


def answer(log, line):
    words = line.split()
    if len(words) >= 2 and words[0] == b"SET" and is_key(words[1]):
        value = b" ".join(words[2:])
        return b"OK" if len(value) <= 32768 and log.append(words[1], value) else b"ERR"
    if len(words) == 2 and words[0] == b"GET" and is_key(words[1]):
        value = log.get(words[1])
        return b"NONE" if value is None else b"VALUE " + value
    if len(words) == 2 and words[0] == b"DEL" and is_key(words[1]):
        return b"OK" if log.append(words[1], None) else b"NONE"
    if words == [b"SYNC"]:
        log.sync()
        return b"OK"
    return b"ERR"


def main():
    if len(sys.argv) != 2:
        print("usage: store FILE", file=sys.stderr)
        return 2
    try:
        log = Log(sys.argv[1])
    except OSError as error:
        print(f"store: {error}", file=sys.stderr)
        return 1
    for line in sys.stdin.buffer:
        if not line.endswith(b"\n"):
            break
        sys.stdout.buffer.write(answer(log, line[:-1]) + b"\n")
        sys.stdout.buffer.flush()
    return 0


sys.exit(main())
