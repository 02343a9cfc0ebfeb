import type { FastifyReply } from 'fastify';
import type { SubmissionProgress } from '#libs/contracts/progress';

/** Proxies close a connection on which nothing is said for about a minute. */
const sayNothingEveryMs = 15_000;

/**
 * Writes progress as server-sent events (WHATWG HTML, 9.2) until its end state or until the client is gone. Each event is called
 * `progress` and carries JSON; a last one, `end`, tells an EventSource to close and not to come again.
 */
export async function streamProgress(
  reply: FastifyReply,
  progress: AsyncIterableIterator<SubmissionProgress>,
): Promise<void> {
  const stream = reply.raw;
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  };
  reply.hijack();
  stream.writeHead(200, headers);
  stream.flushHeaders();
  const heartbeat = setInterval(() => stream.write(': still here\n\n'), sayNothingEveryMs);
  stream.on('close', () => void progress.return?.());
  try {
    for await (const step of progress) stream.write(`event: progress\ndata: ${JSON.stringify(step)}\n\n`);
    stream.write('event: end\ndata: {}\n\n');
  } finally {
    clearInterval(heartbeat);
    stream.end();
  }
}
