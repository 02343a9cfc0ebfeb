import type { IpcObject } from '#libs/trace/history';
import type { DescriptorSpan, Life, Thing, World } from '../model.js';

/** Where names are looked up, resolv.conf(5) and nscd(8): asked by C libraries behind a program's back. */
const resolvers = /:53(?: #\d+)?$|^\/(?:var\/)?run\/nscd\//;

/**
 * Whose an object is: a program's, or of the runtime of its language, which makes pipes of its own that pictures hide. Those are
 * the pipe to Python's resource tracker, the one by which subprocess learns that execve failed, and the sentinels of multiprocessing.
 */
export function rolesOfObjects(world: World): (thing: Thing) => NonNullable<IpcObject['role']> {
  const spans = groupBy(world.spans, (span) => span.object);
  const flows = groupBy(world.flows, (flow) => flow.through);
  const lives = new Map(world.lives.map((life) => [life.id, life]));
  return (thing) => {
    if (thing.outside !== null) return 'student';
    if (resolvers.test(thing.name)) return 'runtime';
    const maker = thing.madeBy === null ? undefined : lives.get(thing.madeBy);
    if (thing.kind !== 'pipe' || !maker) return 'student';
    const pipe = { maker, lives, spans: spans.get(thing.id) ?? [], flows: flows.get(thing.id) ?? [] };
    return isToRuntime(pipe) || isExecError(pipe) || isSentinel(pipe) ? 'runtime' : 'student';
  };
}

function groupBy<T>(all: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}

interface PipeStory {
  readonly maker: Life;
  readonly lives: ReadonlyMap<string, Life>;
  readonly spans: readonly DescriptorSpan[];
  readonly flows: readonly World['flows'][number][];
}

// Whoever else had it when the helper ran its own program is not asked: a fork copies everything.
function isToRuntime({ maker, lives, spans, flows }: PipeStory): boolean {
  const readers = flows.filter((flow) => flow.to !== null);
  const others = spans.filter((span) => span.process !== maker.id);
  const isRuntime = (id: string | null): boolean => id !== null && lives.get(id)?.role === 'runtime';
  if (readers.length > 0) return readers.every((flow) => isRuntime(flow.to));
  return flows.length === 0 && others.length > 0 && others.every((span) => isRuntime(span.process));
}

// It carries nothing when all goes well: execve closes it in the child, and only its maker reads that.
function isExecError({ maker, spans, flows }: PipeStory): boolean {
  return (
    isPython(maker) &&
    flows.length > 0 &&
    flows.every((flow) => flow.kind === 'end-of-file' && flow.to === maker.id) &&
    spans.every((span) => span.closeOnExec) &&
    spans.some((span) => span.process !== maker.id && span.access === 'write' && span.endedBy === 'exec')
  );
}

// Nobody ever uses it: that it closes is all that is looked for, by poll.
function isSentinel({ maker, spans, flows }: PipeStory): boolean {
  return usesMultiprocessing(maker) && flows.length === 0 && spans.every((span) => span.closeOnExec);
}

function usesMultiprocessing(life: Life): boolean {
  return life.usesMultiprocessing || (life.parent !== null && usesMultiprocessing(life.parent));
}

function isPython(life: Life): boolean {
  const own = life.execs.findLast((exec) => exec.error === null);
  if (own) return /(?:^|\/)python[\d.]*$/.test(own.path);
  return life.parent !== null && isPython(life.parent);
}
