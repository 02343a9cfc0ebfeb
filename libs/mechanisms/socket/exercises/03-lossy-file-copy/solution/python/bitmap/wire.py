"""What both programs know of datagrams: a header, and behind it the bytes of a piece."""
import re
import socket
import struct
import time

PIECE = 1400
SILENCE = 4.0
HEADER = struct.Struct("!4sQcII")  # who we are, transfer, kind, number, pieces in all
MAGIC = b"copy"


def parse_port(text):
    return int(text) if re.fullmatch("[0-9]{1,5}", text) and int(text) <= 65535 else None


def pack(transfer, kind, number, total, data=b""):
    return HEADER.pack(MAGIC, transfer, kind, number, total) + data


def receive(connection, until):
    """The next datagram of ours, as (transfer, kind, number, total, data, address), or None when none came in time."""
    while (left := until - time.monotonic()) > 0:
        connection.settimeout(left)
        try:
            datagram, address = connection.recvfrom(2048)
        except socket.timeout:
            return None
        if len(datagram) >= HEADER.size and datagram.startswith(MAGIC):
            _, transfer, kind, number, total = HEADER.unpack_from(datagram)
            return transfer, kind, number, total, datagram[HEADER.size :], address
    return None
