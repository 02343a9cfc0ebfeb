"""pipeline: runs CMD1 -- CMD2 -- ... as a shell runs CMD1 | CMD2 | ...

Design: os.fork, os.dup2 and os.execvp, what a shell does. Python's pipes are close-on-exec by themselves, and dup2
makes copies that are not, so a command keeps exactly what was put on 0 and 1. Python ignores SIGPIPE; an exec would
hand that on, so every child sets it back to its default.
"""

import os
import signal
import sys

FAILED, USAGE, CANNOT_EXECUTE = 1, 2, 127
STDIN, STDOUT, STDERR = 0, 1, 2
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
    while (fd := os.open(os.devnull, os.O_RDWR)) <= STDERR:
        os.set_inheritable(fd, True)
    os.close(fd)


def become(command, stdin, stdout):
    """The rest of the child's life. It never returns: a child that came back would start commands of its own."""
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        for ignored_by_python in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(ignored_by_python, signal.SIG_DFL)
        os.dup2(stdin, STDIN)
        os.dup2(stdout, STDOUT)
        os.closerange(STDERR + 1, os.sysconf("SC_OPEN_MAX"))
        os.execvp(command[0], command)
    except OSError as error:
        os.write(STDERR, f"pipeline: {command[0]}: {error.strerror}\n".encode())
    finally:
        os._exit(CANNOT_EXECUTE)


def start_all(commands):
    """Forks from left to right and closes what the children have. Returns the pids; fewer after a failure."""
    pids = []
    stdin = STDIN
    try:
        for number, command in enumerate(commands, start=1):
            read_end, write_end = (STDIN, STDOUT) if number == len(commands) else os.pipe()
            pid = os.fork()
            if pid == 0:
                become(command, stdin, write_end)
            pids.append(pid)
            if stdin != STDIN:
                os.close(stdin)
            if write_end != STDOUT:
                os.close(write_end)
            stdin = read_end
    except OSError as error:
        print(f"pipeline: {error.strerror}", file=sys.stderr, flush=True)
        os.closerange(STDERR + 1, os.sysconf("SC_OPEN_MAX"))  # those who run already see end-of-file or a broken pipe
    return pids


def collect(pid):
    _, status = os.waitpid(pid, 0)
    return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def main():
    commands = split(sys.argv[1:])
    if commands is None:
        print("usage: pipeline CMD1 [ARG...] [-- CMD2 [ARG...]]... (1 to 32 commands)", file=sys.stderr)
        return USAGE
    fill_standard_descriptors()
    statuses = [collect(pid) for pid in start_all(commands)]
    return statuses[-1] if len(statuses) == len(commands) else FAILED


sys.exit(main())
