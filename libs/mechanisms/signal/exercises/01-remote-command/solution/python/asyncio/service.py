"""service PIDFILE: asyncio calls back for each signal."""

import asyncio
import os
import signal
import sys


async def serve(path):
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    count = 0

    def status():
        nonlocal count
        count += 1
        print(f"status {count}", flush=True)

    loop.add_signal_handler(signal.SIGUSR1, status)
    loop.add_signal_handler(signal.SIGHUP, lambda: print("reload", flush=True))
    loop.add_signal_handler(signal.SIGTERM, over.set)
    with open(path, "w") as file:
        file.write(f"{os.getpid()}\n")
    await over.wait()
    # The loop may still have to call back for what came before. Nothing new gets in, also when the loop puts the default actions back.
    signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGUSR1, signal.SIGHUP, signal.SIGTERM))
    os.unlink(path)


def main():
    if len(sys.argv) != 2:
        print("usage: service PIDFILE", file=sys.stderr)
        return 2
    try:
        asyncio.run(serve(sys.argv[1]))
    except OSError as error:
        print(f"service: {error}", file=sys.stderr)
        return 1
    print("bye", flush=True)
    return 0


sys.exit(main())
