"""server PATH: asyncio, a task for each connection."""

import asyncio
import os
import signal
import socket
import stat
import sys

UPPER = bytes(byte - 32 if 97 <= byte <= 122 else byte for byte in range(256))


def is_stale(path):
    with socket.socket(socket.AF_UNIX) as probe:
        probe.setblocking(False)
        try:
            probe.connect(path)
        except ConnectionRefusedError:
            return True
        except OSError:
            pass
        return False


def make_room(path):
    try:
        there = os.lstat(path)
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(there.st_mode) or not is_stale(path):
        raise FileExistsError(f"{path} is in use")
    os.unlink(path)


async def answer(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data.translate(UPPER))
            await writer.drain()
    except OSError:
        pass
    writer.close()


async def serve(path):
    make_room(path)
    before = os.umask(0o177)
    server = await asyncio.start_unix_server(answer, path, backlog=64)
    os.umask(before)
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    print("ready", flush=True)
    await over.wait()
    server.close()
    os.unlink(path)


def main():
    if len(sys.argv) != 2:
        print("usage: server PATH", file=sys.stderr)
        return 2
    try:
        asyncio.run(serve(sys.argv[1]))
    except OSError as error:
        print(f"server: {error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
