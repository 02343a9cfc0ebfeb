// Real: HTTP on this machine. Names are looked up in the test.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aReceiver, type Receiver } from '../../testing/a-receiver.js';
import { postSafely, type Post, type Resolve } from './post-safely.js';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await aReceiver();
});
beforeEach(() => {
  receiver.answer = (response) => void response.end('thanks');
});
afterAll(() => receiver.close());

const here: Resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
const port = () => new URL(receiver.url).port;
const aPost = (parts: Partial<Post> = {}): Post => ({
  url: `http://receiver.test:${port()}/hook?a=1`,
  body: '{"a":"ä"}',
  headers: { 'content-type': 'application/json' },
  reach: 'anywhere',
  ...parts,
});

test('what is posted arrives whole, at the address that was looked up and under the name that was asked for', async () => {
  const before = receiver.received.length;
  expect(await postSafely(aPost(), here)).toEqual({ kind: 'answered', status: 200, start: 'thanks' });
  expect(receiver.received.slice(before)).toMatchObject([
    { path: '/hook?a=1', body: '{"a":"ä"}', headers: { host: `receiver.test:${port()}` } },
  ]);
});

test.each([
  ['127.0.0.1', 4],
  ['169.254.169.254', 4],
  ['10.0.0.7', 4],
  ['::1', 6],
  ['::ffff:127.0.0.1', 6],
  ['fd00:ec2::254', 6],
])('a name that leads to %s is not followed there', async (address, family) => {
  const url = `https://receiver.test:${port()}/`;
  const answer = await postSafely(aPost({ url, reach: 'public' }), () =>
    Promise.resolve([{ address, family }]),
  );
  expect(answer).toEqual({
    kind: 'failed',
    says: `The name receiver.test leads to ${address}, which is not on the public internet.`,
  });
});

test('a name with one public and one private address is not followed to either', async () => {
  const both = [
    { address: '93.184.215.14', family: 4 },
    { address: '127.0.0.1', family: 4 },
  ];
  const answer = await postSafely(aPost({ url: 'https://receiver.test/', reach: 'public' }), () =>
    Promise.resolve(both),
  );
  expect(answer).toMatchObject({ kind: 'failed', says: expect.stringContaining('127.0.0.1') });
});

test('a name that means something else the next moment is followed to what was looked at', async () => {
  const answers = [[{ address: '127.0.0.1', family: 4 }], [{ address: '192.0.2.1', family: 4 }]];
  const rebinding: Resolve = () => Promise.resolve(answers.shift() ?? []);
  expect(await postSafely(aPost(), rebinding)).toMatchObject({ kind: 'answered', status: 200 });
  expect(answers).toHaveLength(1);
});

test.each([
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://[::1]/',
  'https://[::ffff:7f00:1]/',
  'https://169.254.169.254/latest/meta-data/',
  'https://localhost/',
  'https://metadata.google.internal/',
  'https://printer.local/',
])('the address %s is not on the public internet', async (url) => {
  const answer = await postSafely(aPost({ url, reach: 'public' }), here);
  expect(answer).toMatchObject({
    kind: 'failed',
    says: expect.stringContaining('not on the public internet'),
  });
});

test.each([
  'http://example.org/',
  'file:///etc/passwd',
  'gopher://example.org/',
  'https://a:b@example.org/',
  'nonsense',
])('%s is no address for a webhook', async (url) => {
  expect(await postSafely(aPost({ url, reach: 'public' }), here)).toMatchObject({ kind: 'failed' });
});

test('a redirect is an answer, and is not followed', async () => {
  receiver.answer = (response) =>
    void response.writeHead(307, { location: `${receiver.url}/elsewhere` }).end();
  const before = receiver.received.length;
  expect(await postSafely(aPost(), here)).toMatchObject({ kind: 'answered', status: 307 });
  expect(receiver.received).toHaveLength(before + 1);
});

test('of an answer without end the first 1024 bytes are read', async () => {
  receiver.answer = (response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(10_000)));
    };
    response.on('drain', more).on('error', () => {});
    more();
  };
  expect(await postSafely(aPost(), here)).toEqual({ kind: 'answered', status: 200, start: 'x'.repeat(1024) });
});

test('a receiver that hangs up is said to have', async () => {
  receiver.answer = (response) => void response.destroy();
  expect(await postSafely(aPost(), here)).toMatchObject({
    kind: 'failed',
    says: expect.stringMatching(/^The connection failed: .*\.$/),
  });
});

test('a receiver that never answers, and a name that is never found, are waited for ten seconds', async () => {
  receiver.answer = () => {};
  const says = 'There was no whole answer within 10 seconds.';
  const never: Resolve = () => new Promise(() => {});
  const answers = await Promise.all([postSafely(aPost(), here), postSafely(aPost(), never)]);
  expect(answers).toEqual([
    { kind: 'failed', says },
    { kind: 'failed', says },
  ]);
});
