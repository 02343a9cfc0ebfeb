"""reaper K [MS]: asyncio watches the children."""

import asyncio
import signal
import sys


async def child(number, ms, all_started):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-S", "-c", f"import time; time.sleep({(number * 997) % (ms + 1) / 1000}); raise SystemExit({number % 7})"
    )
    await all_started(number)
    status = await process.wait()
    if status < 0:
        print(f"child {number} killed {-status}", flush=True)
    else:
        print(f"child {number} exited {status}", flush=True)


async def reap(count, ms):
    started = 0
    everybody = asyncio.Event()

    async def all_started(_):
        nonlocal started
        started += 1
        if started == count:
            everybody.set()
        await everybody.wait()

    await asyncio.gather(*(child(number, ms, all_started) for number in range(count)))
    print(f"done {count}", flush=True)


def number(text, most):
    if not text.isdecimal() or int(text) > most:
        raise ValueError(text)
    return int(text)


def main():
    try:
        if not 2 <= len(sys.argv) <= 3:
            raise ValueError("arguments")
        count = number(sys.argv[1], 500)
        ms = number(sys.argv[2], 60000) if len(sys.argv) == 3 else 50
    except ValueError:
        print("usage: reaper K [MS]", file=sys.stderr)
        return 2
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # whoever started us may have ignored it
    asyncio.run(reap(count, ms))
    return 0


sys.exit(main())
