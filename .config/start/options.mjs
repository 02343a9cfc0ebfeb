import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../setup/run-command.mjs';

/** What `npm start -- --help` says. */
export const help = `Usage: npm start [-- OPTION…]

Sets up what is missing, then runs database, api, grader and web page together until Ctrl-C.

  --data DIR   keeps database and secrets there; two of them can run side by side (default: .data)
  --watch      compiles and starts again whenever a source changes
  --help       says this

Environment:
  PORT          where to listen; unset: 3000, or the next free port; 0: any free port
  HOST          the address to listen on (default 127.0.0.1: this machine only)
  DATABASE_URL  a PostgreSQL of yours; unset: one of our own, in the data folder
  QUEUE_URL     redis://… for a queue on Redis or Valkey; unset: the queue is kept in PostgreSQL

The settings of api and grader are listed in docs/reference/configuration.md.
`;

/** Reads the command line. Throws a TypeError with a sentence for an option that does not exist. */
export function readOptions(words) {
  const { values } = parseArgs({
    args: words,
    options: {
      data: { type: 'string', default: join(root, '.data') },
      watch: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return { ...values, data: resolve(values.data) };
}

/** Reads where to listen. Throws a RangeError with a sentence when PORT is no port. */
export function readListen(environment) {
  const host = environment.HOST || '127.0.0.1';
  if (!environment.PORT) return { host, port: undefined };
  const port = Number(environment.PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(`PORT is ${environment.PORT}; it must be a number from 0 to 65535.`);
  }
  return { host, port };
}
