# Reads all of standard input before it sends a byte: that is how one reads a file.
"""client PATH: a line out, its answer back."""
import socket
import sys


def main():
    if len(sys.argv) != 2:
        print("usage: client PATH", file=sys.stderr)
        return 2
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(sys.argv[1])
    except OSError as error:
        print(f"client: {sys.argv[1]}: {error}", file=sys.stderr)
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
