"""Wrong: prepares the message in /tmp and copies it to its final name, where it grows before everybody's eyes; people take shutil for a kind of rename."""
import os
import shutil
import sys
import tempfile

import mailbox

MOST = 1 << 20


def publish(folder, message):
    with tempfile.NamedTemporaryFile() as file:
        file.write(message)
        file.flush()
        os.fsync(file.fileno())
        with mailbox.locked(folder):
            number = max(mailbox.numbers_in(folder), default=0) + 1
            shutil.copyfile(file.name, mailbox.path_of(folder, number))
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
