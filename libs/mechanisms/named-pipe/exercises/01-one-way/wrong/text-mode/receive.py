# Wrong: the FIFO is opened as text, so bytes that are no UTF-8 end the program; the default of Python's open invites it.
import os
import select
import stat
import sys


def receive(path, keep):
    try:
        os.mkfifo(path, 0o600)
    except FileExistsError:
        pass  # the sender was first
    if not stat.S_ISFIFO(os.stat(path).st_mode):
        raise OSError("not a FIFO")
    try:
        if not keep:
            with open(path) as fifo:
                for line in fifo:
                    sys.stdout.write(line)
            return
        fifo = os.open(path, os.O_RDWR)
        patience = None
        while select.select([fifo], [], [], patience)[0]:
            sys.stdout.write(os.read(fifo, 65536).decode())
            patience = 2
    finally:
        sys.stdout.flush()
        os.unlink(path)


keep = sys.argv[1:2] == ["-k"]
if len(sys.argv) != (3 if keep else 2):
    print("usage: receive [-k] PATH", file=sys.stderr)
    sys.exit(2)
try:
    receive(sys.argv[-1], keep)
except (OSError, ValueError) as error:
    print(f"receive: {error}", file=sys.stderr)
    sys.exit(1)
