import { createHash } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Claims a name on this machine for as long as this process lives: resolves to a function that gives it back, or to null when
 * somebody has it. The name is a socket in the abstract namespace (unix(7)), which the kernel frees however its owner ends.
 */
export function claimName(name) {
  // An abstract name has at most 107 bytes.
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 32);
  const server = createServer().unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen({ path: `\0ipclab-${digest}` }, () => {
      resolve(() => new Promise((freed) => server.close(freed)));
    });
  });
}
