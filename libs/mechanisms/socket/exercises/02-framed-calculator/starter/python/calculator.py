"""calculator PORT: answers expressions that come in frames, until SIGTERM.

The frame of the program stands: the argument, and a sum. Frames, clients and the other operators are yours.
"""
import sys


def evaluate(text):
    # What if the sum does not fit into 64 bits? What if the text is no sum at all?
    a, _, b = text.split(b" ")
    return int(a) + int(b)


def main():
    if len(sys.argv) != 2:
        print("usage: calculator PORT", file=sys.stderr)
        return 2
    # Where does one message end and the next one begin? Who waits while somebody has sent half of one?
    print(f"calculator: nobody can ask at port {sys.argv[1]} yet that 1 + 2 is {evaluate(b'1 + 2')}", file=sys.stderr)
    return 1


sys.exit(main())
