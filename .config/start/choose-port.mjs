import { createServer } from 'node:net';
import { claimName } from '../setup/claim-name.mjs';

/** Without PORT, so many ports from 3000 on are tried. */
const portsTried = 100;

/**
 * The port to listen on: the one asked for (0 means any), or the first free one from 3000 on when none was asked for.
 * Resolves to null when it is taken, or all of them are.
 */
export async function choosePort(asked, host) {
  if (asked !== undefined) return claim(asked, host);
  for (let port = 3000; port < 3000 + portsTried; port++) {
    if (await claim(port, host)) return port;
  }
  return null;
}

/**
 * Between the look and the api's own bind another start could choose the same port, so each also claims its number by name,
 * and keeps it until it ends.
 */
async function claim(asked, host) {
  const port = await listenOnce({ port: asked, host });
  if (port === null) return null;
  return (await claimName(`port ${port}`)) ? port : null;
}

function listenOnce(where) {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(null));
    server.listen(where, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
