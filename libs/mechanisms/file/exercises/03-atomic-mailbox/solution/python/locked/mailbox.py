"""What put and take know of the mailbox: the names of its messages, and the lock that keeps the others out."""
import contextlib
import fcntl
import os
import re

MESSAGE = re.compile(r"msg\.([0-9]{8})")


def numbers_in(folder):
    return sorted(int(found.group(1)) for found in map(MESSAGE.fullmatch, os.listdir(folder)) if found)


def path_of(folder, number):
    return os.path.join(folder, f"msg.{number:08}")


@contextlib.contextmanager
def locked(folder):
    """The lock file stays: a lock belongs to the file, not to its name."""
    fd = os.open(os.path.join(folder, ".lock"), os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)
