import type { FileStep } from '#libs/trace/file-step';
import { decodeDescriptor, decodeNumber, decodeQuoted } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { type Life, type OpenFile, type Thing, valueOf, warn, type World } from '../model.js';
import { openingOf } from './fifos.js';
import { isRuntimePath, resolvePath } from './open-path.js';

/** More steps than this of one run are not told: evidence needs a short run. */
const fileStepsMax = 50_000;

type Act = 'process' | 'thread' | 'atMs';
type Told<Step> = Step extends FileStep ? Omit<Step, Act> : never;

/** Adds a step to the story. */
export function tellStep(world: World, life: Life, step: Told<FileStep>): void {
  if (world.fileSteps.length >= fileStepsMax) {
    warn(world, `There are more than ${fileStepsMax} steps with files: later ones are not told.`);
    return;
  }
  world.fileSteps.push({ ...step, process: life.id, thread: world.thread, atMs: world.ms });
}

/** Which file a step is about, as far as that is known. */
export function subjectOf(world: World, thing: Thing | null): Pick<FileStep, 'object' | 'path'> {
  if (!thing) return { object: null, path: null };
  return { object: thing.id, path: world.byTarget.get(thing.name) === thing ? thing.name : null };
}

/** The paths that a call names, made absolute; `at` counts those arguments. */
function pathAt(life: Life, call: Call, at: number): string | null {
  const path = decodeQuoted(call.args[at]);
  if (path === null || !call.args[at]?.startsWith('"')) return null;
  const folder = at === 0 ? null : (decodeDescriptor(call.args[at - 1])?.target ?? null);
  return resolvePath(path, folder ?? life.cwd);
}

function subjectAt(world: World, path: string): Pick<FileStep, 'object' | 'path'> {
  return { object: world.byTarget.get(path)?.id ?? null, path };
}

function fileAt(life: Life, call: Call): OpenFile | null {
  return life.table.entries.get(decodeDescriptor(call.args[0])?.fd ?? -1)?.file ?? null;
}

/** Tells what a call did to names; before the world forgets what had them. See link(2), rename(2), unlink(2), mkdir(2), symlink(2). */
export function tellNames(world: World, life: Life, call: Call): void {
  if (valueOf(call) !== 0) return;
  const paths = call.args.flatMap((_, at) => pathAt(life, call, at) ?? []);
  const [from, to] = paths;
  if (from === undefined || isRuntimePath(from)) return;
  if (/^(?:unlink|unlinkat|rmdir)$/.test(call.name))
    tellStep(world, life, { kind: 'unlink', fd: null, ...subjectAt(world, from) });
  if (/^(?:mkdir|symlink)/.test(call.name))
    tellStep(world, life, { kind: 'make', fd: null, object: null, path: from });
  if (to === undefined) return;
  if (call.name.startsWith('rename')) {
    const isExchange = call.args.some((arg) => arg.includes('RENAME_EXCHANGE'));
    tellStep(world, life, { kind: 'rename', fd: null, ...subjectAt(world, from), toPath: to, isExchange });
  }
}

// Where a file without a name gets one, only the world afterwards knows which.
function tellLink(world: World, life: Life, call: Call): void {
  if (valueOf(call) !== 0) return;
  const [from, to] = call.args.flatMap((_, at) => pathAt(life, call, at) ?? []);
  if (from === undefined || to === undefined) return;
  tellStep(world, life, {
    kind: 'link',
    fd: null,
    object: world.byTarget.get(to)?.id ?? null,
    path: from,
    toPath: to,
  });
}

function tellOpening(world: World, life: Life, call: Call): void {
  const opening = valueOf(call) === null ? null : openingOf(life, call);
  const fd = call.answer.kind === 'value' ? (decodeDescriptor(call.answer.text)?.fd ?? null) : null;
  const thing = fd === null ? null : (life.table.entries.get(fd)?.file.thing ?? null);
  if (!opening || !thing?.content || thing.outside !== null) return;
  const { flags } = opening;
  const creates = flags.includes('O_CREAT');
  const subject = { fd, ...subjectOf(world, thing) };
  tellStep(world, life, {
    kind: 'open',
    ...subject,
    creates,
    isExclusive: creates && flags.includes('O_EXCL'),
  });
  if (flags.includes('O_TRUNC')) tellStep(world, life, { kind: 'cut', ...subject, sizeBytes: 0 });
}

function tellCut(world: World, life: Life, call: Call): void {
  const path = call.name === 'truncate' ? pathAt(life, call, 0) : null;
  const thing = path === null ? fileAt(life, call)?.thing : world.byTarget.get(path);
  if (valueOf(call) !== 0 || !thing?.content) return;
  const fd = path === null ? (decodeDescriptor(call.args[0])?.fd ?? null) : null;
  tellStep(world, life, {
    kind: 'cut',
    fd,
    ...subjectOf(world, thing),
    sizeBytes: decodeNumber(call.args[1]) ?? 0,
  });
}

function tellSeek(world: World, life: Life, call: Call): void {
  const offset = valueOf(call);
  const thing = fileAt(life, call)?.thing;
  if (offset === null || !thing?.content) return;
  const fd = decodeDescriptor(call.args[0])?.fd ?? null;
  tellStep(world, life, { kind: 'seek', fd, ...subjectOf(world, thing), offset });
}

function tellForce(world: World, life: Life, call: Call): void {
  if (valueOf(call) !== 0) return;
  const isAll = call.name === 'sync' || call.name === 'syncfs';
  const file = isAll ? null : fileAt(life, call);
  if (!isAll && !file) return;
  const fd = isAll ? null : (decodeDescriptor(call.args[0])?.fd ?? null);
  const subject = subjectOf(world, file?.thing ?? null);
  tellStep(world, life, { kind: 'force', fd, ...subject, object: subject.object ?? file?.target ?? null });
}

const tellers: Readonly<Record<string, (world: World, life: Life, call: Call) => void>> = {
  open: tellOpening,
  openat: tellOpening,
  openat2: tellOpening,
  creat: tellOpening,
  link: tellLink,
  linkat: tellLink,
  truncate: tellCut,
  ftruncate: tellCut,
  lseek: tellSeek,
  fsync: tellForce,
  fdatasync: tellForce,
  sync: tellForce,
  syncfs: tellForce,
};

/** Tells what a call that has come back did to a file; after the world knows the file. */
export function tellDone(world: World, life: Life, call: Call): void {
  tellers[call.name]?.(world, life, call);
}
