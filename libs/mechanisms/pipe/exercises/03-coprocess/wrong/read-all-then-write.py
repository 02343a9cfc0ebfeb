# Wrong: subprocess.run with input= wants all of stdin before the command gets a byte; it is the first thing the manual shows.
import subprocess
import sys

if len(sys.argv) < 2:
    print("usage: coprocess CMD [ARG...]", file=sys.stderr)
    sys.exit(2)
data = sys.stdin.buffer.read()
try:
    done = subprocess.run(sys.argv[1:], input=data, stdout=subprocess.PIPE)
except OSError as error:
    print(f"coprocess: {sys.argv[1]}: {error.strerror}", file=sys.stderr)
    sys.exit(127)
try:
    sys.stdout.buffer.write(done.stdout)
    sys.stdout.flush()
except OSError as error:
    print(f"coprocess: {error.strerror}", file=sys.stderr)
    sys.exit(1)
print(f"in={len(data)} out={len(done.stdout)}", file=sys.stderr)
sys.exit(128 - done.returncode if done.returncode < 0 else done.returncode)
