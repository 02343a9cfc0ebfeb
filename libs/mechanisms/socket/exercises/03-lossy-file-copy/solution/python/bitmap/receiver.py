"""receiver PORT OUT: writes each piece to its place in OUT.part, and renames that when it is whole."""
import os
import socket
import sys
import time

from wire import PIECE, SILENCE, pack, parse_port, receive

BITMAP = 8  # bytes: as many pieces as a window may be ahead


def bitmap_from(first, have):
    bits = sum(1 << at for at in range(8 * BITMAP) if first + at in have)
    return bits.to_bytes(BITMAP, "little")


def receive_file(connection, part):
    """Transfer and number of pieces, when all are there; None when the sender fell silent."""
    have, transfer, total, first = set(), None, None, 0
    until = time.monotonic() + 20
    while total is None or first < total:
        piece = receive(connection, until)
        if piece is None:
            return None
        if piece[1] != b"D" or piece[2] >= piece[3] or (transfer is not None and piece[0] != transfer):
            continue
        transfer, _, number, total, data, address = piece
        until = time.monotonic() + SILENCE
        if number not in have:
            part.seek(number * PIECE)
            part.write(data)
            have.add(number)
        while first in have:
            first += 1
        if first < total:
            connection.sendto(pack(transfer, b"G", first, total, bitmap_from(first, have)), address)
    return transfer, total, address


def stay(connection, transfer, total, address):
    """Tells the sender, again and again as it asks, until it leaves or has had its time."""
    last = time.monotonic() + 2.5
    complete = pack(transfer, b"C", total, total)
    connection.sendto(complete, address)
    while (message := receive(connection, last)) is not None:
        if message[0] != transfer:
            continue
        if message[1] == b"B":
            return
        connection.sendto(complete, address)


def main():
    port = parse_port(sys.argv[1]) if len(sys.argv) == 3 else None
    if port is None:
        print("usage: receiver PORT OUT", file=sys.stderr)
        return 2
    out = sys.argv[2]
    connection = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        connection.bind(("127.0.0.1", port))
        print("port", connection.getsockname()[1], flush=True)
        with open(out + ".part", "wb") as part:
            result = receive_file(connection, part)
        if result is None:
            os.unlink(out + ".part")
            print("receiver: nothing was heard from the other side", file=sys.stderr)
            return 4
        os.rename(out + ".part", out)
    except OSError as error:
        print(f"receiver: {error}", file=sys.stderr)
        return 1
    stay(connection, *result)
    return 0


sys.exit(main())
