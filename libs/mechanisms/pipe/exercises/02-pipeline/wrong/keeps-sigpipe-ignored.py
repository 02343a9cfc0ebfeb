# Wrong: Python ignores SIGPIPE and an exec hands that on, so commands are not stopped by a broken pipe; nothing in the program mentions SIGPIPE.
import os
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

pids = []
stdin = 0
for command in commands:
    read_end, write_end = (0, 1) if command is commands[-1] else os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(stdin, 0)
            os.dup2(write_end, 1)
            os.execvp(command[0], command)
        except OSError as error:
            os.write(2, f"pipeline: {command[0]}: {error.strerror}\n".encode())
        finally:
            os._exit(127)
    pids.append(pid)
    if stdin != 0:
        os.close(stdin)
    if write_end != 1:
        os.close(write_end)
    stdin = read_end

for pid in pids:
    _, status = os.waitpid(pid, 0)
sys.exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
