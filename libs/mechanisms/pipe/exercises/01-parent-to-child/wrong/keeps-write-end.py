# Wrong: the child never closes its copy of the write end; Python hides descriptors so well that people forget fork copies them too.
import os
import sys

if len(sys.argv) > 1:
    print(f"usage: {sys.argv[0]}", file=sys.stderr)
    sys.exit(2)

read_end, write_end = os.pipe()
pid = os.fork()
if pid == 0:
    received = 0
    while data := os.read(read_end, 65536):
        received += len(data)
        os.write(1, data.upper())
    os._exit(100 + received % 100)

os.close(read_end)
while data := os.read(0, 65536):
    os.write(write_end, data)
os.close(write_end)
_, status = os.waitpid(pid, 0)
sys.exit(3 if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
