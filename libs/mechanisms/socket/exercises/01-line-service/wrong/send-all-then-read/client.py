# Reads all of its input and sends it before it reads an answer: that is how one copies a file.
"""client HOST PORT: a line out, its answer back."""
import socket
import sys


def main():
    if len(sys.argv) != 3 or not (sys.argv[2].isascii() and sys.argv[2].isdigit() and int(sys.argv[2]) <= 65535):
        print("usage: client HOST PORT", file=sys.stderr)
        return 2
    try:
        connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    except OSError as error:
        print(f"client: {error}", file=sys.stderr)
        return 1
    answers = connection.makefile("rb")
    try:
        text = sys.stdin.buffer.read()
        connection.sendall(text)
        connection.shutdown(socket.SHUT_WR)
        answer = answers.read()
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
        if len(answer) < len(text):
            raise EOFError("the server left before it had answered everything")
    except (OSError, EOFError) as error:
        print(f"client: {error}", file=sys.stderr)
        return 3
    return 0


sys.exit(main())
