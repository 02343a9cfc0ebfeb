// Real: PostgreSQL, the queue on it, HTTP, a web socket.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { HostedRunsStore } from '#libs/database/hosted-runs.store';
import { openQueue } from '#libs/queue/open-queue';
import { withApi } from '../testing/api-under-test.js';

const api = withApi({ IPCLAB_WAITING_PER_PERSON: '2' });
const start = 'mutation ($input: RunInput!) { run(input: $input) { id state result { ended } } }';
const find = `query ($id: ID!) { run(id: $id) { state result {
  compiler { exitCode } ended programs { name exitCode signal stdout stderr } picture { svg text } } } }`;
const input = {
  language: 'c',
  files: [{ path: 'talk.c', content: 'int main(void) { return 0; }' }],
  programs: [{ name: 'talk', args: ['a'], stdin: 'hello\n' }],
};
const Started = z.object({ run: z.object({ id: z.string() }) });

test('programs are queued as a job of their own kind and their result is typed', async () => {
  const { token } = await api.signedIn();
  const { id } = Started.parse((await api.ask(start, { input }, token)).data).run;
  const queue = await openQueue({
    address: { databaseUrl: api.databaseUrl(), queueUrl: null },
    onError: () => {},
  });
  expect(await queue.standing(id)).toBe('waiting');
  await queue.close();
  const done = { name: 'talk', exitCode: 0, signal: null, stdout: 'HELLO\n', stderr: '' };
  const result = {
    compiler: { exitCode: 0, says: '' },
    ended: 'programs-ended',
    programs: [done],
    picture: { svg: '<svg/>', text: 'x' },
  };
  await new HostedRunsStore(api.database).record(id, result);
  const { data, errors } = await api.ask(find, { id }, token);
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    run: { state: 'GRADED', result: { ended: 'programs-ended', programs: [done], picture: { text: 'x' } } },
  });
});

test('a run is watched and cancelled by whoever started it, and by nobody else', async () => {
  const { token } = await api.signedIn();
  const { id } = Started.parse((await api.ask(start, { input }, token)).data).run;
  const events = (await api.socket(token)).iterate({
    query: 'subscription ($id: ID!) { runProgress(id: $id) { state } }',
    variables: { id },
  });
  expect((await events.next()).value).toMatchObject({ data: { runProgress: { state: 'QUEUED' } } });
  const cancel = 'mutation ($id: ID!) { cancelRun(id: $id) { state } }';
  const other = await api.signedIn('instructor');
  expect(await api.refusalOf(find, { id }, other.token)).toMatch(/^NOT_FOUND/);
  expect(await api.refusalOf(cancel, { id }, other.token)).toMatch(/^NOT_FOUND/);
  expect((await api.ask(cancel, { id }, token)).data).toEqual({ cancelRun: { state: 'CANCELLED' } });
  expect((await events.next()).value).toMatchObject({ data: { runProgress: { state: 'CANCELLED' } } });
  expect((await events.next()).done).toBe(true);
  expect(await api.refusalOf(cancel, { id }, token)).toMatch(/^ALREADY_ENDED/);
});

test.each<[string, object, RegExp]>([
  ['no files', { files: [] }, /^NO_FILES/],
  ['a path that leads out', { files: [{ path: '../talk.c', content: '' }] }, /^BAD_PATH/],
  ['no programs', { programs: [] }, /^BAD_INPUT: programs/],
  [
    'nine programs',
    { programs: Array.from({ length: 9 }, () => ({ name: 'talk' })) },
    /^BAD_INPUT: programs/,
  ],
  [
    'a program without a source',
    { programs: [{ name: 'listen' }] },
    /^PROGRAM_MISSING: This run builds `listen` from listen\.c/,
  ],
  ['a program called by a path', { programs: [{ name: '/bin/sh' }] }, /^BAD_INPUT: programs\.0\.name/],
  ['a NUL in an argument', { programs: [{ name: 'talk', args: ['a\0b'] }] }, /^BAD_INPUT: Arguments/],
  ['a NUL in its input', { programs: [{ name: 'talk', stdin: 'a\0b' }] }, /^BAD_INPUT: Arguments/],
])('a run with %s is refused', async (_, flaw, refusal) => {
  const { token } = await api.signedIn();
  expect(await api.refusalOf(start, { input: { ...input, ...flaw } }, token)).toMatch(refusal);
});

test('whoever has too many runs waiting is told so, and nobody runs anything without a token', async () => {
  const { token } = await api.signedIn();
  for (let i = 0; i < 2; i += 1) await api.ask(start, { input }, token);
  expect(await api.refusalOf(start, { input }, token)).toMatch(/^TOO_MANY_WAITING/);
  expect(await api.refusalOf(start, { input })).toMatch(/^NOT_SIGNED_IN/);
});

test('output with bytes that PostgreSQL keeps in no text is recorded all the same', async () => {
  const { token } = await api.signedIn();
  const { id } = Started.parse((await api.ask(start, { input }, token)).data).run;
  const nul = { name: 'talk', exitCode: 0, signal: null, stdout: 'a\0b\ud800', stderr: '' };
  const result = {
    compiler: { exitCode: 0, says: '' },
    ended: 'programs-ended',
    programs: [nul],
    picture: { svg: '<svg/>', text: '\0' },
  };
  expect(await new HostedRunsStore(api.database).record(id, result)).toBe(true);
});
