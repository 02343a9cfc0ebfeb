"""calculator PORT: answers framed expressions, a task for each client."""
import asyncio
import re
import signal
import sys

from evaluate import evaluate

TEXT_MAX = 65536


async def serve(reader, writer):
    try:
        while True:
            length = int.from_bytes(await reader.readexactly(4), "big")
            if length > TEXT_MAX:
                break
            reply = evaluate(await reader.readexactly(length))
            writer.write(len(reply).to_bytes(4, "big") + reply)
            await writer.drain()  # who does not read is not read from either
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def main():
    if len(sys.argv) != 2 or not re.fullmatch("[0-9]{1,5}", sys.argv[1]) or int(sys.argv[1]) > 65535:
        print("usage: calculator PORT", file=sys.stderr)
        return 2
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    try:
        server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]), backlog=128, reuse_address=True)
    except OSError as error:
        print(f"calculator: {error}", file=sys.stderr)
        return 1
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await over.wait()
    return 0


sys.exit(asyncio.run(main()))
