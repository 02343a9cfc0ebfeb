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
    is_whole = True
    try:
        for line in sys.stdin.buffer:
            connection.sendall(line)
            is_whole = line.endswith(b"\n")
            if not is_whole:
                connection.shutdown(socket.SHUT_WR)
            answer = answers.read(len(line))
            sys.stdout.buffer.write(answer)
            sys.stdout.buffer.flush()
            if len(answer) < len(line):
                raise EOFError("the server left before it had answered everything")
        if is_whole:
            connection.shutdown(socket.SHUT_WR)
        answers.read()
    except (OSError, EOFError) as error:
        print(f"client: {error}", file=sys.stderr)
        return 3
    return 0


sys.exit(main())
