# Wrong: sys.stdin.read() decodes bytes to text and upper() knows more letters than a-z; in Python text is what one gets without asking.
import os
import sys

if len(sys.argv) > 1:
    print(f"usage: {sys.argv[0]}", file=sys.stderr)
    sys.exit(2)

read_end, write_end = os.pipe()
pid = os.fork()
if pid == 0:
    os.close(write_end)
    received = 0
    try:
        with open(read_end, encoding="utf-8", newline="") as from_parent:
            text = from_parent.read()
        sys.stdout.reconfigure(encoding="utf-8", newline="")
        sys.stdout.write(text.upper())
        sys.stdout.flush()
    except OSError as error:
        print(f"uppercase: {error}", file=sys.stderr)
        os._exit(1)
    os._exit(100 + len(text) % 100)

os.close(read_end)
try:
    with open(write_end, "w", encoding="utf-8", newline="") as to_child:
        sys.stdin.reconfigure(encoding="utf-8", newline="")
        to_child.write(sys.stdin.read())
except BrokenPipeError:
    pass
_, status = os.waitpid(pid, 0)
if os.WIFSIGNALED(status):
    print("uppercase: the child was killed", file=sys.stderr)
    sys.exit(3)
sys.exit(os.WEXITSTATUS(status))
