import { createServer } from 'node:net';

/** `npm start` looks so far above 3000 for a port that nobody uses. */
const portsTried = 100;

/**
 * The port to listen on: the one asked for, or the first free one from 3000 on when none was. Resolves to null when the one
 * asked for is taken.
 */
export async function choosePort(asked, host) {
  if (asked !== undefined) return (await isFree(asked, host)) ? asked : null;
  for (let port = 3000; port < 3000 + portsTried; port++) {
    if (await isFree(port, host)) return port;
  }
  return null;
}

function isFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
