"""diary: a parent and its child add a line to one file; a lock of the whole file, flock(2), lets one in at a time."""

import fcntl
import os
import time


def open_diary() -> int:
    # A lock belongs to a description: each writer opens the file by itself.
    return os.open("diary", os.O_RDWR | os.O_CREAT | os.O_APPEND)


def write_second() -> None:
    diary = open_diary()
    fcntl.flock(diary, fcntl.LOCK_EX)
    print("the child reads:", os.read(diary, 4096).decode(), end="", flush=True)
    os.write(diary, b"the child was here\n")
    os.close(diary)  # unlocks: it is the only descriptor of this description


diary = open_diary()
fcntl.flock(diary, fcntl.LOCK_EX)
child = os.fork()
if child == 0:
    os.close(diary)
    write_second()
    os._exit(0)
# No call says who waits for a lock: a pause, long enough for the child to be seen waiting.
time.sleep(0.2)
os.write(diary, b"the parent was here\n")
fcntl.flock(diary, fcntl.LOCK_UN)
_, status = os.waitpid(child, 0)
print("the parent reads:", os.read(diary, 4096).decode(), end="")
os.unlink("diary")
raise SystemExit(os.waitstatus_to_exitcode(status))
