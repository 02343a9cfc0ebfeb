"""Wrong: without a buffer each of the two writes goes out by itself, and another record may come between them; people switch buffering off to be safe."""
import sys

MOST = 100000


def main():
    arguments = sys.argv[1:]
    if (
        len(arguments) != 3
        or len(arguments[1]) != 1
        or not "a" <= arguments[1] <= "z"
        or not (arguments[2].isascii() and arguments[2].isdigit())
        or not 1 <= int(arguments[2]) <= MOST
    ):
        print(f"usage: append FILE ID COUNT (ID a to z, COUNT 1 to {MOST})", file=sys.stderr)
        return 2
    path, letter, count = arguments[0], arguments[1], int(arguments[2])
    try:
        with open(path, "ab", buffering=0) as file:
            for number in range(1, count + 1):
                file.write(f"{letter}:{number:06}:".encode())
                file.write(f"{letter * 40}\n".encode())
    except OSError as error:
        print(f"append: {path}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
