import type { FileStep } from '#libs/trace/file-step';
import type { CaseRun } from '../../runs/case-run.js';
import { fileStory, type HeldLock, type StoryStep } from './file-story.js';
import { historyOf } from '../seen-history.js';

/** One change of a file's content: a write into it, a cut, or another file put in its place. */
export interface FileChange {
  readonly one: StoryStep;
  /** The last read of the file by the same program before. */
  readonly read: StoryStep | null;
  /** Exclusive locks that were got before the content was read and kept until now. */
  readonly covering: readonly HeldLock[];
  /** The number or other short text that was written. */
  readonly value: string;
}

/** The key of a lock on whatever file has the name at the time. */
export const lockOnTheFileItself = 'the file itself';

/** All changes of the file that has the name `path`, in order. */
export function changesOf(seen: CaseRun, path: string): readonly FileChange[] {
  const story = fileStory(seen);
  const isMapped = mappersOf(seen, path);
  const changes: FileChange[] = [];
  let current: string | null = null;
  for (const one of story) {
    const { step } = one;
    if (changes.length === 0 && step.path === path) current = step.object;
    if (isChange(step, path)) changes.push(describe({ story, one, path, current, isMapped }));
    if (puts(step, path)) current = step.object;
    else if (step.path === path && step.kind === 'open') current = step.object;
  }
  return changes;
}

interface Telling {
  readonly story: readonly StoryStep[];
  readonly one: StoryStep;
  readonly path: string;
  readonly current: string | null;
  readonly isMapped: (process: string) => boolean;
}

function describe({ story, one, path, current, isMapped }: Telling): FileChange {
  const reads = story.filter(
    ({ at, program, step }) =>
      program === one.program && at < one.at && step.kind === 'read' && step.path === path,
  );
  const covering = one.locks.filter(
    (lock) => isMapped(one.step.process) || reads.some(({ at }) => at > lock.since),
  );
  const own = covering.filter((lock) => lock.object !== null && lock.object === current);
  return {
    one,
    read: reads.at(-1) ?? null,
    covering: [...covering, ...own.map((lock) => ({ ...lock, key: lockOnTheFileItself }))],
    value: valueOf(story, one),
  };
}

function isChange(step: FileStep, path: string): boolean {
  if (step.kind === 'write' || step.kind === 'cut') return step.path === path;
  return puts(step, path);
}

function puts(step: FileStep, path: string): boolean {
  return (step.kind === 'rename' || step.kind === 'link') && step.toPath === path;
}

/** The text that a step moved, without the newline at its end. */
export function textOf({ step }: StoryStep): string {
  return 'head' in step ? Buffer.from(step.head).toString('latin1').trimEnd().slice(0, 24) : '';
}

// What is renamed was written before.
function valueOf(story: readonly StoryStep[], one: StoryStep): string {
  if (one.step.kind === 'write') return textOf(one);
  const written = story.findLast(
    ({ at, step }) => at < one.at && step.kind === 'write' && step.object === one.step.object,
  );
  return one.step.kind === 'cut' || !written ? '' : textOf(written);
}

// What is read from memory is in no trace.
function mappersOf(seen: CaseRun, path: string): (process: string) => boolean {
  const history = historyOf(seen);
  const objects = new Set(
    (history.fileSteps ?? []).flatMap((step) => (step.path === path ? [step.object] : [])),
  );
  const mappers = new Set(
    history.mappings.filter(({ object }) => objects.has(object)).map(({ process }) => process),
  );
  return (process) => mappers.has(process);
}
