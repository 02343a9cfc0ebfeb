"""shell: a small shell with job control.

It reads lines, cuts them into words and runs one simple command in the foreground. Pipelines, jobs and everything about
the terminal are yours.
"""

import os
import sys


def run(words):
    pid = os.fork()
    if pid == 0:
        try:
            os.execvp(words[0], words)
        except OSError:
            print(f"{words[0]}: not found", file=sys.stderr, flush=True)
            os._exit(127)
    os.waitpid(pid, 0)


def main():
    if len(sys.argv) != 1:
        print("usage: shell", file=sys.stderr)
        return 2
    while True:
        print("msh> ", end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            return 0
        words = line.split()
        if words:
            run(words)


sys.exit(main())
