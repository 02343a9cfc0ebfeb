import type { AwaitedFile, Step } from '../../step.js';
import { type FoundFile, readFile } from '../job/gather.js';
import type { Job } from '../job/job.js';

type AwaitFile = Extract<Step, { do: 'await-file' }>;

/** A look costs the runner little; what waits for a file is to go on at once when it is there. */
const betweenLooksMs = 3;

/** Done when the file was as wanted at one look; not when the time passed before. Whoever else has ended does not matter. */
export async function awaitFile(job: Job, { path, wanted, withinMs }: AwaitFile): Promise<boolean> {
  const deadline = job.attention.now() + withinMs;
  for (;;) {
    const found = await readFile(job, path);
    if (isAsWanted(found, wanted)) return true;
    if (job.stopped !== null || job.attention.now() >= deadline) return false;
    await job.until(() => false, betweenLooksMs);
  }
}

function isAsWanted({ kind, content }: FoundFile, wanted: AwaitedFile): boolean {
  switch (wanted.kind) {
    case 'there':
      return kind !== 'missing';
    case 'gone':
      return kind === 'missing';
    case 'ends-in-newline':
      return kind === 'regular' && content.at(-1) === 10;
    case 'holds':
      return kind === 'regular' && content.includes(wanted.text);
    case 'bytes':
      return kind === 'regular' && content.length >= wanted.atLeast;
  }
}
