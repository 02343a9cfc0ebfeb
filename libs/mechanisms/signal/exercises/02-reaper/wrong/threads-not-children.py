# Wrong: threads instead of processes; they sleep and "end" just as well, and nothing has to be waited for.
import sys
import threading
import time


def live(number, ms):
    time.sleep(number * 997 % (ms + 1) / 1000)
    print(f"child {number} exited {number % 7}", flush=True)


def read_number(text, most):
    return int(text) if text.isascii() and text.isdigit() and int(text) <= most else None


count = read_number(sys.argv[1], 500) if len(sys.argv) in (2, 3) else None
ms = read_number(sys.argv[2], 60000) if len(sys.argv) == 3 else 50
if count is None or ms is None:
    print("usage: reaper K [MS]", file=sys.stderr)
    sys.exit(2)
threads = [threading.Thread(target=live, args=(number, ms)) for number in range(count)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"done {count}", flush=True)
