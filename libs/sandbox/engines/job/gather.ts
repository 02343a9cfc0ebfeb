import type { Remnant } from '../../sandbox.js';
import { collectFrame, remnantsFrame } from '../runner/frames.js';
import type { Job } from './job.js';

/** Bounds of what is gathered when a run is over. */
const answerMs = 20_000;
const fileBytesMax = 32 * 1024 * 1024;

/** Brings the asked-for regular files back; what is no regular file or too large is not among them. */
export async function collectFiles(job: Job): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const path of job.request.collect) {
    const content = await collectFile(job, path);
    if (content !== null) files.set(path, content);
  }
  return files;
}

async function collectFile(job: Job, path: string): Promise<Uint8Array | null> {
  const pieces: Buffer[] = [];
  let over: 'end' | 'missing' | 'too-large' | null = null;
  job.hearAnswers((message) => {
    if (message.kind !== 'file') return;
    if (message.part === 'bytes') pieces.push(message.bytes);
    else over = message.part;
  });
  job.box.channel.send(collectFrame(path, Math.min(job.request.limits.diskBytes, fileBytesMax)));
  if (!(await job.untilAfterStop(() => over !== null, answerMs)))
    throw new Error(`The sandbox did not bring ${path} back.`);
  return isEnd(over) ? Buffer.concat(pieces) : null;
}

function isEnd(over: string | null): boolean {
  return over === 'end';
}

/** Lists what the programs left, without what was placed, asked for, or kept by a language's own runtime. */
export async function listRemnants(job: Job): Promise<readonly Remnant[]> {
  let found: readonly Remnant[] | null = null;
  job.hearAnswers((message) => {
    if (message.kind === 'remnants') found = message.remnants;
  });
  job.box.channel.send(remnantsFrame());
  if (!(await job.untilAfterStop(() => found !== null, answerMs)))
    throw new Error('The sandbox did not say what is left.');
  const expected = new Set(
    [...job.request.files.map((file) => file.path), ...job.request.collect].map((path) => `/box/${path}`),
  );
  return listed(found).filter(
    ({ kind, name }) => !(kind === 'file' && (expected.has(name) || name.includes('/__pycache__/'))),
  );
}

function listed(found: readonly Remnant[] | null): readonly Remnant[] {
  return found ?? [];
}
