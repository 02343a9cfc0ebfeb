"""short_buffer: a datagram that is longer than the buffer it is read into loses its tail; the next one is not touched."""

import os
import socket

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as receiver:
    receiver.bind(("::1", 0))
    child = os.fork()
    if child == 0:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sender:
            sender.connect(receiver.getsockname())
            sender.send(b"a long sentence")
            sender.send(b"short")
        os._exit(0)
    print(receiver.recv(6), receiver.recv(64))
os.waitpid(child, 0)
