"""coprocess: runs CMD between two pipes and moves bytes in both directions at once.

Design: asyncio. A task feeds CMD, another one copies its output; when CMD is gone a feeding task that still waits for our stdin is cancelled.
"""

import asyncio
import contextlib
import os
import sys

FAILED, USAGE, CANNOT_EXECUTE = 1, 2, 127
BUFFER_BYTES = 65536


async def own_input():
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


class Feeder:
    def __init__(self, to_command):
        self.to_command = to_command
        self.given = 0
        self.is_reading = True

    async def feed(self):
        reader = await own_input()
        try:
            while data := await reader.read(BUFFER_BYTES):
                self.is_reading = False
                self.to_command.write(data)
                self.given += len(data)
                await self.to_command.drain()
                self.is_reading = True
            self.is_reading = False
            self.to_command.close()
        except (BrokenPipeError, ConnectionResetError):
            pass  # CMD reads no more: the rest of our input is not needed
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            await self.to_command.wait_closed()  # an error that nobody asks for would be printed behind our last line

    def accepted(self):
        """What is still in the transport's own buffer has not been taken by the pipe."""
        return self.given - self.to_command.transport.get_write_buffer_size()


async def copy_output(from_command):
    copied = 0
    while data := await from_command.read(BUFFER_BYTES):
        rest = memoryview(data)
        while rest:
            put = os.write(1, rest)
            copied += put
            rest = rest[put:]
    return copied


async def run(command):
    try:
        process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    except OSError as error:
        print(f"coprocess: {command[0]}: {error.strerror}", file=sys.stderr)
        return CANNOT_EXECUTE
    feeder = Feeder(process.stdin)
    feeding = asyncio.create_task(feeder.feed())
    try:
        copied = await copy_output(process.stdout)
    except OSError as error:
        print(f"coprocess: cannot copy to standard output: {error.strerror}", file=sys.stderr)
        feeding.cancel()
        # Nobody takes from CMD any more, nor gives to it.
        process.stdin.transport.abort()
        process._transport.get_pipe_transport(1).close()
        await process.wait()
        return FAILED
    status = await process.wait()
    accepted = feeder.accepted()
    if feeder.is_reading:
        feeding.cancel()
    else:
        await feeding  # it is told that CMD is gone; were it cancelled now, asyncio would print that error behind our last line
    print(f"in={accepted} out={copied}", file=sys.stderr, flush=True)
    return 128 - status if status < 0 else status


def main():
    if len(sys.argv) < 2:
        print("usage: coprocess CMD [ARG...]", file=sys.stderr)
        return USAGE
    return asyncio.run(run(sys.argv[1:]))


sys.exit(main())
