# Checks in /proc that the sender is there: one that has ended cannot be trusted, can it?
"""collector PATH: prints who sent what, as the kernel tells it."""
import os
import select
import signal
import socket
import stat
import struct
import sys

TEXT_MAX = 65536
UCRED = struct.Struct("3i")


def remove_stale(path):
    if not os.path.lexists(path) or not stat.S_ISSOCK(os.lstat(path).st_mode):
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(path)
        except ConnectionRefusedError:
            os.unlink(path)


def take_one(one):
    text, control, _, _ = one.recvmsg(TEXT_MAX + 1, socket.CMSG_SPACE(UCRED.size), socket.MSG_DONTWAIT)
    pid, uid = next(
        UCRED.unpack(data)[:2] for _, kind, data in control if kind == socket.SCM_CREDENTIALS
    )
    if not os.path.exists(f"/proc/{pid}"):
        pid = 0
    sys.stdout.buffer.write(b"%d %d " % (pid, uid) + (text if len(text) <= TEXT_MAX else b"[truncated]") + b"\n")
    sys.stdout.buffer.flush()


def main():
    if len(sys.argv) != 2:
        print("usage: collector PATH", file=sys.stderr)
        return 2
    path = sys.argv[1]
    wake, woken = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)[::-1]
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGTERM, lambda *_: None)
    one = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    try:
        remove_stale(path)
        one.bind(path)
    except OSError as error:
        print(f"collector: {path}: {error}", file=sys.stderr)
        return 1
    print("ready", flush=True)
    while woken not in (ready := select.select([one, woken], [], [])[0]):
        take_one(ready[0])
    os.unlink(path)
    try:
        while True:
            take_one(one)
    except BlockingIOError:
        return 0


sys.exit(main())
