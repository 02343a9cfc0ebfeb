"""client PATH: asyncio; a task sends, another one prints."""

import asyncio
import sys


async def own_input():
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


async def send(writer, sent):
    reader = await own_input()
    while data := await reader.read(65536):
        sent[0] += len(data)
        writer.write(data)
        await writer.drain()
    writer.write_eof()


async def talk(path):
    try:
        reader, writer = await asyncio.open_unix_connection(path)
    except OSError as error:
        print(f"client: {path}: {error}", file=sys.stderr)
        return 1
    sent, got = [0], 0
    sending = asyncio.create_task(send(writer, sent))
    try:
        while data := await reader.read(65536):
            got += len(data)
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        if not sending.done():
            raise EOFError("the server left before the end of the input")
        await sending
        if got != sent[0]:
            raise EOFError(f"{got} bytes came back, {sent[0]} were sent")
    except (OSError, EOFError) as error:
        sending.cancel()
        print(f"client: {error}", file=sys.stderr)
        return 3
    return 0


def main():
    if len(sys.argv) != 2:
        print("usage: client PATH", file=sys.stderr)
        return 2
    return asyncio.run(talk(sys.argv[1]))


sys.exit(main())
