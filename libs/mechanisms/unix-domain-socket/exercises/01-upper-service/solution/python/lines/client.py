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
        for line in sys.stdin.buffer:
            connection.sendall(line)
            if not line.endswith(b"\n"):
                connection.shutdown(socket.SHUT_WR)
            answer = answers.read(len(line))
            sys.stdout.buffer.write(answer)
            sys.stdout.buffer.flush()
            if len(answer) < len(line):
                raise EOFError("the server left before it had answered everything")
        connection.shutdown(socket.SHUT_WR)
        answers.read()
    except (OSError, EOFError) as error:
        print(f"client: {error}", file=sys.stderr)
        return 3
    return 0


sys.exit(main())
