# Wrong: subprocess.run starts and waits in one go, but knows nothing of jobs: a command that is stopped is waited for for ever.
import signal
import subprocess
import sys

if len(sys.argv) != 1:
    print("usage: shell", file=sys.stderr)
    sys.exit(2)
signal.signal(signal.SIGINT, lambda *_: None)  # a handler of ours is reset by an exec, an ignored signal is not
signal.signal(signal.SIGTSTP, lambda *_: None)
signal.signal(signal.SIGQUIT, lambda *_: None)
while True:
    print("msh> ", end="", flush=True)
    line = sys.stdin.readline()
    if not line or line.split() == ["exit"]:
        sys.exit(0)
    commands = [part.split() for part in line.split("|")]
    if not all(commands):
        continue
    source = None
    processes = []
    for words in commands:
        is_last = words is commands[-1]
        try:
            process = subprocess.Popen(words, stdin=source, stdout=None if is_last else subprocess.PIPE)
        except OSError:
            print(f"{words[0]}: not found", file=sys.stderr, flush=True)
            break
        if source is not None:
            source.close()
        source = process.stdout
        processes.append(process)
    for process in processes:
        process.wait()
