import type { SnapshotRequest, Watch } from '#libs/contracts/watch';
import { buildNative } from './images/build-native.js';
import { cacheFolder } from './images/cache-folder.js';
import { snapshotWords, watchWords } from './tracers/watch-words.js';

/** How many bytes of each payload are kept. */
const payloadBytes = 64;

/** What of shared memory to look at. */
export interface HostTracerRequest {
  readonly watches: readonly Watch[];
  readonly snapshots: readonly SnapshotRequest[];
}

/**
 * The beginning of a command line that runs a command on this machine under ipclab's own tracer; `--` and the command follow. What it sees
 * leaves on descriptor 3, see `sandbox-images/tracer/protocol.md`. Rejects with an Error that names the missing package where there is
 * no compiler to build it.
 */
export async function hostTracer({ watches, snapshots }: HostTracerRequest): Promise<readonly string[]> {
  const program = await buildNative('tracer', cacheFolder(undefined), { kind: 'host', etc: '' });
  return [
    program,
    `${payloadBytes}`,
    ...watches.flatMap((watch) => ['--watch', watchWords(watch)]),
    ...snapshots.flatMap((snapshot) => ['--snapshot', snapshotWords(snapshot)]),
  ];
}
