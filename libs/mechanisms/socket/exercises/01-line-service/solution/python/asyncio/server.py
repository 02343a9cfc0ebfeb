"""server PORT: all connections in one loop."""
import asyncio
import signal
import sys

UPPER = bytes(byte - 32 if 97 <= byte <= 122 else byte for byte in range(256))


async def serve(reader, writer):
    try:
        while piece := await reader.read(16384):
            writer.write(piece.translate(UPPER))
            await writer.drain()
        writer.close()
        await writer.wait_closed()
    except (OSError, asyncio.CancelledError):
        writer.transport.abort()


async def run(port):
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    server = await asyncio.start_server(serve, "127.0.0.1", port)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await ended.wait()


def main():
    text = sys.argv[1] if len(sys.argv) == 2 else ""
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        print("usage: server PORT", file=sys.stderr)
        return 2
    try:
        asyncio.run(run(int(text)))
    except OSError as error:
        print(f"server: {error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
