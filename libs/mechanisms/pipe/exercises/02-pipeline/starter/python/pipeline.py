"""pipeline: runs CMD1 -- CMD2 -- ... as a shell runs CMD1 | CMD2 | ...

Cutting the arguments into commands is done. Joining the commands is yours.
"""

import sys


def split(arguments):
    """Cuts the arguments at each "--". Returns None when a command is empty."""
    commands = [[]]
    for argument in arguments:
        if argument == "--":
            commands.append([])
        else:
            commands[-1].append(argument)
    return commands if all(commands) else None


def run(commands):
    """Start all commands, joined by pipes; wait for all of them; return the status of the last."""
    for number, command in enumerate(commands, start=1):
        print(f"pipeline: command {number} would be {command[0]}", file=sys.stderr)
    return 1


def main():
    commands = split(sys.argv[1:])
    if commands is None:
        print("usage: pipeline CMD1 [ARG...] [-- CMD2 [ARG...]]...", file=sys.stderr)
        return 2
    return run(commands)


sys.exit(main())
