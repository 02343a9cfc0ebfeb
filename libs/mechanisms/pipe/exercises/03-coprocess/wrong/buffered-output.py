# Wrong: the output goes through the buffer of sys.stdout and is never flushed, so an echoed line stays inside; on a terminal Python flushes every line.
import os
import subprocess
import sys
import threading

if len(sys.argv) < 2:
    print("usage: coprocess CMD [ARG...]", file=sys.stderr)
    sys.exit(2)
try:
    process = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
except OSError as error:
    print(f"coprocess: {sys.argv[1]}: {error.strerror}", file=sys.stderr)
    sys.exit(127)

taken = 0


def feed():
    global taken
    try:
        while data := os.read(0, 65536):
            while data:
                put = process.stdin.write(data)
                taken += put
                data = data[put:]
        process.stdin.close()
    except OSError:
        pass


threading.Thread(target=feed, daemon=True).start()
copied = 0
try:
    while data := process.stdout.read(65536):
        sys.stdout.buffer.write(data)
        copied += len(data)
    sys.stdout.flush()
except OSError as error:
    print(f"coprocess: {error.strerror}", file=sys.stderr)
    process.stdout.close()
    process.stdin.close()
    process.wait()
    os._exit(1)
status = process.wait()
print(f"in={taken} out={copied}", file=sys.stderr, flush=True)
sys.exit(128 - status if status < 0 else status)
