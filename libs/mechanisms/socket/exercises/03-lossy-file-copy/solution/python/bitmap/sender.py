"""sender HOST PORT FILE: a window of pieces; each answer says in a bitmap which of the next ones have arrived."""
import os
import socket
import sys
import time

from wire import PIECE, SILENCE, pack, parse_port, receive

WINDOW = 32
AGAIN = 0.08


def send_file(connection, to, file):
    total = max(1, -(-len(file) // PIECE))
    transfer = int.from_bytes(os.urandom(8), "big")
    missing = dict.fromkeys(range(total), 0.0)  # when each is to be sent again
    heard = time.monotonic()
    while True:
        now = time.monotonic()
        # When all pieces have arrived, the last one asks whether the file is complete.
        window = [number for number, _ in zip(missing, range(WINDOW))] or [total - 1]
        asked = missing or {total - 1: heard}
        for number in window:
            if asked[number] <= now:
                connection.sendto(pack(transfer, b"D", number, total, file[number * PIECE : (number + 1) * PIECE]), to)
                if number in missing:
                    missing[number] = now + AGAIN
        answer = receive(connection, min((missing[number] for number in window if number in missing), default=now + AGAIN))
        if answer is not None and answer[0] == transfer:
            heard = time.monotonic()
            _, kind, number, _, bitmap, _ = answer
            if kind == b"C":
                for _ in range(3):
                    connection.sendto(pack(transfer, b"B", 0, total), to)
                return 0
            for gone in [one for one in missing if one < number]:
                del missing[gone]
            for at in range(8 * len(bitmap)):
                if bitmap[at // 8] >> at % 8 & 1:
                    missing.pop(number + at, None)
        if time.monotonic() - heard > SILENCE:
            print("sender: nothing was heard from the other side for 4 seconds", file=sys.stderr)
            return 4


def main():
    port = parse_port(sys.argv[2]) if len(sys.argv) == 4 else None
    if port is None:
        print("usage: sender HOST PORT FILE", file=sys.stderr)
        return 2
    try:
        with open(sys.argv[3], "rb") as stream:
            file = stream.read()
    except OSError as error:
        print(f"sender: {error}", file=sys.stderr)
        return 1
    return send_file(socket.socket(socket.AF_INET, socket.SOCK_DGRAM), (sys.argv[1], port), file)


sys.exit(main())
