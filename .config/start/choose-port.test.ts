import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { choosePort } from './choose-port.mjs';

const host = '127.0.0.1';

test('two starts at the same moment never choose the same port', async () => {
  const chosen = await Promise.all([choosePort(0, host), choosePort(0, host), choosePort(0, host)]);
  expect(new Set(chosen).size).toBe(3);
  const [first] = chosen;
  expect(await choosePort(first, host)).toBeNull();
});

test('a port that another program listens on is not taken', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : Number.NaN;
  expect(await choosePort(port, host)).toBeNull();
  await new Promise((resolve) => server.close(resolve));
});
