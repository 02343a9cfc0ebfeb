"""take DIR COUNT: takes the lowest messages out of DIR and prints them. Many run at the same time. The frame stands; taking is yours."""
import sys
import time

PATIENCE = 4.0


def take_one(folder):
    """Several may see the same message. By which step is it clear who has got it? None when there is no message."""
    raise OSError("nothing is taken yet")


def take(folder, count):
    last = time.monotonic()
    while count > 0:
        message = take_one(folder)
        if message is not None:
            sys.stdout.buffer.write(message)
            count -= 1
            last = time.monotonic()
        elif time.monotonic() - last >= PATIENCE:
            print("take: no message for 4 s", file=sys.stderr)
            return 4
        else:
            time.sleep(0.02)
    return 0


def main():
    arguments = sys.argv[1:]
    if len(arguments) != 2 or not arguments[1].isdecimal() or not 1 <= int(arguments[1]) <= 1000:
        print("usage: take DIR COUNT (1 to 1000)", file=sys.stderr)
        return 2
    try:
        return take(arguments[0], int(arguments[1]))
    except OSError as error:
        print(f"take: {error}", file=sys.stderr)
        return 1


sys.exit(main())
