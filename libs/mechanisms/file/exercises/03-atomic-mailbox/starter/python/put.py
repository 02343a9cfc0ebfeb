"""put DIR: publishes the message on standard input as DIR/msg.SEQ. Many run at the same time. The frame stands; publishing is yours."""
import sys

MOST = 1 << 20


def publish(folder, message):
    """From the first moment that msg.SEQ is there it has to be whole. What do you call it until then?"""
    raise OSError("nothing is published yet")


def main():
    if len(sys.argv) != 2:
        print("usage: put DIR < message", file=sys.stderr)
        return 2
    try:
        message = sys.stdin.buffer.read(MOST + 1)
        if len(message) > MOST:
            print(f"put: the message is longer than {MOST} bytes", file=sys.stderr)
            return 1
        print(publish(sys.argv[1], message), flush=True)
    except OSError as error:
        print(f"put: {error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
