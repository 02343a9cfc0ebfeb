"""two_clients: a server on IPv6 accepts two connections and answers the second one first; nothing gets mixed up."""

import os
import socket


def ask(address: tuple, question: bytes) -> None:
    with socket.create_connection(address[:2]) as connection:
        connection.sendall(question)
        print(connection.recv(64).decode(), flush=True)


def start(address: tuple, question: bytes) -> int:
    pid = os.fork()
    if pid == 0:
        ask(address, question)
        os._exit(0)
    return pid


with socket.create_server(("::1", 0), family=socket.AF_INET6) as server:
    address = server.getsockname()
    children = [start(address, b"who is first?")]
    first, _ = server.accept()
    children.append(start(address, b"who is second?"))
    second, _ = server.accept()
    for connection, answer in ((second, b"you, answered first"), (first, b"you, answered second")):
        with connection:
            connection.recv(64)
            connection.sendall(answer)
for child in children:
    os.waitpid(child, 0)
