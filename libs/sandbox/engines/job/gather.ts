import { placeOf } from '../../place.js';
import { placeOfRemnant, type Remnant } from '../../remnant.js';
import { collectFrame, remnantsFrame } from '../runner/frames.js';
import type { Job } from './job.js';

/** Bounds of what is gathered when a run is over. */
export const answerMs = 20_000;
const fileBytesMax = 32 * 1024 * 1024;

/** A file as the runner found it; content is that of a regular file. `too-large` and `other` are there, but were not read. */
export interface FoundFile {
  readonly kind: 'regular' | 'missing' | 'too-large' | 'other';
  readonly content: Buffer;
}

/** Brings the asked-for regular files back; what is no regular file or too large is not among them. */
export async function collectFiles(job: Job): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const { collect, read = [] } = job.request;
  for (const path of new Set([...collect, ...read])) {
    const { kind, content } = await readFile(job, path);
    if (kind === 'regular') files.set(path, content);
  }
  return files;
}

/** Reads a file as it is now; also while programs run. */
export async function readFile(job: Job, path: string): Promise<FoundFile> {
  const pieces: Buffer[] = [];
  const found: { kind: FoundFile['kind'] | null } = { kind: null };
  job.hearAnswers((message) => {
    if (message.kind !== 'file') return;
    if (message.part === 'bytes') pieces.push(message.bytes);
    else found.kind = message.part === 'end' ? 'regular' : message.part;
  });
  const { files, limits } = job.request;
  // What was placed may come back, and grown.
  const mostBytes = fileBytesMax + Math.max(0, ...files.map((file) => file.content.length));
  job.box.channel.send(collectFrame(path, Math.min(limits.diskBytes, mostBytes)));
  await job.untilAfterStop(() => found.kind !== null, answerMs);
  if (found.kind === null) throw new Error(`The sandbox did not bring ${path} back.`);
  return { kind: found.kind, content: Buffer.concat(pieces) };
}

/** Lists everything in the run's own namespaces but what a language's own runtime keeps; also while programs run. */
export async function listAll(job: Job): Promise<readonly Remnant[]> {
  const found: { all: readonly Remnant[] | null } = { all: null };
  job.hearAnswers((message) => {
    if (message.kind === 'remnants') found.all = message.remnants;
  });
  job.box.channel.send(remnantsFrame());
  await job.untilAfterStop(() => found.all !== null, answerMs);
  if (found.all === null) throw new Error('The sandbox did not say what is left.');
  return found.all.filter(({ name }) => !/\/__pycache__(\/|$)/.test(name));
}

/** Of all that there is: what the programs left, without what was placed or asked for. */
export function remnantsOf(all: readonly Remnant[], job: Job): readonly Remnant[] {
  const expected = expectedPlaces(job);
  return all.filter((one) => !(comesBack.has(one.kind) && expected.has(placeOfRemnant(one))));
}

/** Kinds of what can be placed. */
const comesBack: ReadonlySet<string> = new Set(['file', 'folder', 'fifo', 'posix-shm']);

/** What was placed or is to be collected, and the folders around it. */
function expectedPlaces({ request }: Job): ReadonlySet<string> {
  const places = [...request.files.map((file) => file.path), ...request.collect].map(placeOf);
  const expected = new Set<string>();
  for (const place of places)
    for (let at = place.length; at > 0; at = place.lastIndexOf('/', at - 1)) expected.add(place.slice(0, at));
  return expected;
}
