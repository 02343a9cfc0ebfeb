"""ask HOST PORT: sends lines as frames, while a thread prints the replies."""
import os
import re
import socket
import sys
import threading

TEXT_MAX = 65536
counting = threading.Condition()
missing = 0
has_ended = False


def fail(status, why):
    sys.stdout.flush()
    print("ask:", why, file=sys.stderr, flush=True)
    os._exit(status)


def print_replies(connection):
    global missing
    replies = connection.makefile("rb")
    while True:
        with counting:
            counting.wait_for(lambda: missing > 0 or has_ended)
            if missing == 0:
                return
        try:
            header = replies.read(4)
            length = int.from_bytes(header, "big")
            if len(header) == 4 and length > TEXT_MAX:
                fail(3, "the calculator does not speak in frames")
            text = replies.read(length)
        except ConnectionError:
            header, text = b"", b""
        if len(header) < 4 or len(text) < length:
            fail(3, "the connection ended before every line was answered")
        sys.stdout.buffer.write(text + b"\n")
        with counting:
            missing -= 1


def main():
    global missing, has_ended
    if len(sys.argv) != 3 or not re.fullmatch("[0-9]{1,5}", sys.argv[2]) or int(sys.argv[2]) > 65535:
        print("usage: ask HOST PORT", file=sys.stderr)
        return 2
    try:
        connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    except OSError as error:
        print(f"ask: {error}", file=sys.stderr)
        return 1
    printer = threading.Thread(target=print_replies, args=[connection])
    printer.start()
    for line in sys.stdin.buffer:
        text = line.removesuffix(b"\n")
        with counting:
            missing += 1
            counting.notify()
        try:
            connection.sendall(len(text).to_bytes(4, "big") + text)
        except ConnectionError:
            break  # the printer sees the end, and what came before it
    with counting:
        has_ended = True
        counting.notify()
    printer.join()
    sys.stdout.flush()
    return 0


sys.exit(main())
