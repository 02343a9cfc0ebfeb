import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { sign } from '../../../apps/api/src/integrations/webhooks/sign.js';

// Real: the examples as they stand, in Node and in Python.

const here = fileURLToPath(new URL('.', import.meta.url));
const now = 1_700_000_000_000;
const body = '{"type":"test","data":{"says":"ä"}}';
const secret = 'whsec_of_the_receiver';

interface Request {
  readonly body: string;
  readonly header: string;
}

const inNode = `import { verify } from './verify.mjs';
const [body, header, secret, now] = process.argv.slice(1);
process.stdout.write(String(verify({ body, header, secret, now: Number(now) })));`;
const inPython = `import sys
from verify import verify
_, body, header, secret, now = sys.argv
print(str(verify(body.encode(), header, secret, int(now) / 1000)).lower(), end="")`;

const languages = {
  Node: (words: readonly string[]) =>
    run(process.execPath, ['--input-type=module', '-e', inNode, '--', ...words]),
  Python: (words: readonly string[]) => run('python3', ['-B', '-c', inPython, ...words]),
};

function run(command: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, words, { cwd: here }, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(stderr)),
    );
  });
}

const good: Request = { body, header: sign(body, [secret], now) };
const requests: readonly (readonly [string, Request, string])[] = [
  ['what was just sent', good, 'true'],
  ['one of two signatures', { body, header: sign(body, ['whsec_new', secret], now) }, 'true'],
  ['another body', { ...good, body: `${body} ` }, 'false'],
  ['another secret', { body, header: sign(body, ['whsec_other'], now) }, 'false'],
  ['what was recorded six minutes ago', { body, header: sign(body, [secret], now - 360_000) }, 'false'],
  ['what is dated six minutes ahead', { body, header: sign(body, [secret], now + 360_000) }, 'false'],
  ['no signature', { body, header: '' }, 'false'],
  ['nonsense', { body, header: 't=x,v1=zz' }, 'false'],
];

test.each(['Node', 'Python'] as const)(
  'the example in %s takes what ipclab sent just now and nothing else',
  async (language) => {
    const said = await Promise.all(
      requests.map(([, request]) => languages[language]([request.body, request.header, secret, String(now)])),
    );
    expect(requests.map(([what], place) => [what, said[place]])).toEqual(
      requests.map(([what, , wanted]) => [what, wanted]),
    );
  },
);

test('the guide shows an event of each kind, with fields that are sent', async () => {
  const guide = await readFile(new URL('../../guides/receive-webhooks.md', import.meta.url), 'utf8');
  const shown = [...guide.matchAll(/^```json\n([^]*?)^```/gm)].map(([, text = '']) => JSON.parse(text));
  const Event = z.object({
    version: z.literal(1),
    type: z.string(),
    data: z.record(z.string(), z.unknown()),
  });
  const events = shown.map((event) => Event.parse(event));
  expect(events.map((event) => event.type)).toEqual([
    'submission.graded',
    'score.changed',
    'assignment.released',
  ]);
  const migrations = new URL(
    '../../../prisma/migrations/20261123144001_hold_webhooks/migration.sql',
    import.meta.url,
  );
  const outbox = await readFile(migrations, 'utf8');
  const store = await readFile(
    new URL('../../../libs/database/webhook-deliveries.store.ts', import.meta.url),
    'utf8',
  );
  const names = events.flatMap((event) => Object.keys(event.data));
  expect(names.filter((name) => !`${outbox}${store}`.includes(`'${name}',`))).toEqual([]);
});
