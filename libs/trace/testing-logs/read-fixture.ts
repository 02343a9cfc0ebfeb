import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { History } from '#libs/trace/history';
import { readHistory } from '../read-history.js';

/** Logs of real programs, traced from outside their pid namespace; what loaders and interpreters did at start is cut out. */
export type Fixture =
  | 'parent-to-child'
  | 'keeps-write-end'
  | 'deadlock'
  | 'pipeline'
  | 'broken-pipe'
  | 'python'
  | 'sockets'
  | 'posix-queue'
  | 'system-v-queue'
  | 'datagrams'
  | 'message-sockets'
  | 'unix-sockets'
  | 'tcp'
  | 'signals'
  | 'pipe-ends'
  | 'files'
  | 'locks'
  | 'lock-wait'
  | 'eventfd'
  | 'moves'
  | 'shared-tables'
  | 'hostile'
  | 'shared-memory'
  | 'process-shared'
  | 'system-v-semaphore'
  | 'knots'
  | 'multiprocessing'
  | 'threads'
  | 'meetings'
  | 'copies'
  | 'credentials'
  | 'pi-mutexes'
  | 'gatherings'
  | 'two-fifos';

/** The history of a recorded log, for tests. */
export async function readFixture(name: Fixture): Promise<History> {
  const text = readFileSync(fileURLToPath(new URL(`${name}.log`, import.meta.url)), 'latin1');
  return readHistory(text.split('\n'), [{ pid: Number.parseInt(text, 10), program: name }]);
}
