"""put: prepared under a private name and forced out; the number is chosen and the name given while a lock keeps the others out."""
import os
import sys

import mailbox

MOST = 1 << 20


def publish(folder, message):
    private = os.path.join(folder, f".put.{os.getpid()}")
    try:
        with open(private, "wb") as file:
            file.write(message)
            file.flush()
            os.fsync(file.fileno())
        with mailbox.locked(folder):
            number = max(mailbox.numbers_in(folder), default=0) + 1
            os.rename(private, mailbox.path_of(folder, number))
    except OSError:
        if os.path.exists(private):
            os.unlink(private)
        raise
    return number


def main():
    if len(sys.argv) != 2:
        print("usage: put DIR < message", file=sys.stderr)
        return 2
    try:
        message = sys.stdin.buffer.read(MOST + 1)
        if len(message) > MOST:
            print(f"put: the message is longer than {MOST} bytes", file=sys.stderr)
            return 1
        print(publish(sys.argv[1], message), flush=True)
    except OSError as error:
        print(f"put: {error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
