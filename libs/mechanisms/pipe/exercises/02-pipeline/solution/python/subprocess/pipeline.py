"""pipeline: runs CMD1 -- CMD2 -- ... as a shell runs CMD1 | CMD2 | ...

Design: subprocess.Popen for each command, with pipes of our own between them. Popen closes all other descriptors in
the child and gives SIGPIPE, which Python ignores, its default back. What it cannot do for us is to close the parent's
copies: that is our part, also when a command could not be executed.
"""

import os
import subprocess
import sys

FAILED, USAGE, CANNOT_EXECUTE = 1, 2, 127
MAX_COMMANDS = 32


def split(arguments):
    """Cuts the arguments at each "--". Returns None when a command is empty or there are too many."""
    commands = [[]]
    for argument in arguments:
        if argument == "--":
            commands.append([])
        else:
            commands[-1].append(argument)
    return commands if all(commands) and len(commands) <= MAX_COMMANDS else None


def fill_standard_descriptors():
    """Where 0, 1 or 2 is closed, a pipe would get that number: so none may be missing."""
    while (fd := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(fd, True)
    os.close(fd)


def start(command, stdin, stdout):
    """Starts a command and gives up our copies of its ends. Returns None when it cannot be executed."""
    try:
        return subprocess.Popen(command, stdin=stdin, stdout=stdout)
    except BlockingIOError:  # fork's EAGAIN: too many processes
        raise
    except OSError as error:
        print(f"pipeline: {command[0]}: {error.strerror}", file=sys.stderr, flush=True)
        return None
    finally:
        for fd in (stdin, stdout):
            if fd is not None:
                os.close(fd)


def start_all(commands):
    """Returns the processes from left to right, None for a command that cannot be executed; fewer after a failure."""
    processes = []
    stdin = None
    try:
        for command in commands[:-1]:
            read_end, write_end = os.pipe()
            processes.append(start(command, stdin, write_end))
            stdin = read_end
        processes.append(start(commands[-1], stdin, None))
    except OSError as error:
        print(f"pipeline: {error.strerror}", file=sys.stderr, flush=True)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))  # those who run already see end-of-file or a broken pipe
    return processes


def collect(process):
    if process is None:
        return CANNOT_EXECUTE
    status = process.wait()
    return 128 - status if status < 0 else status


def main():
    commands = split(sys.argv[1:])
    if commands is None:
        print("usage: pipeline CMD1 [ARG...] [-- CMD2 [ARG...]]... (1 to 32 commands)", file=sys.stderr)
        return USAGE
    fill_standard_descriptors()
    statuses = [collect(process) for process in start_all(commands)]
    return statuses[-1] if len(statuses) == len(commands) else FAILED


sys.exit(main())
