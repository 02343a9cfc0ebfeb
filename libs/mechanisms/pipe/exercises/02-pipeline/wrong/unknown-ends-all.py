# Wrong: the exception of a command that cannot be executed ends the whole pipeline; with subprocess the failure surfaces in the parent, where nobody expects it.
import os
import subprocess
import sys

commands = [[]]
for argument in sys.argv[1:]:
    if argument == "--":
        commands.append([])
    else:
        commands[-1].append(argument)
if not all(commands):
    print("usage: pipeline CMD1 [ARG...] [-- CMD2 [ARG...]]...", file=sys.stderr)
    sys.exit(2)

while (fd := os.open(os.devnull, os.O_RDWR)) <= 2:
    os.set_inheritable(fd, True)
os.close(fd)

processes = []
stdin = None
for command in commands:
    last = command is commands[-1]
    process = subprocess.Popen(command, stdin=stdin, stdout=None if last else subprocess.PIPE)
    if stdin is not None:
        stdin.close()
    stdin = process.stdout
    processes.append(process)

for process in processes:
    status = process.wait()
sys.exit(128 - status if status < 0 else status)
