import type { Call } from '../../strace/trace-event.js';
import { findAwaited, isFileWork } from './find-awaited.js';
import type { Life, PauseNotes, World } from '../model.js';
import { threadOf } from '../tree/threads.js';

/** A call that comes back sooner did not sleep, or not so that anybody could see it: the tracer alone takes a part of it. */
const pauseMsMin = 0.3;

/** So many pauses are told, the longest ones. */
const pausesMax = 2000;

/** A fork waits for nobody: what it takes is the kernel's work, and under a tracer the tracer's. A vfork waits for the child's exec. */
const forks = /^(?:fork|clone3?)$/;

/** Notes that a call slept before it came back. */
export function notePause(world: World, life: Life, call: Call): void {
  if (!call.left || call.left.ms - call.entered.ms <= pauseMsMin) return;
  if (call.entered.position < life.bornPosition || (forks.test(call.name) && !isVfork(call))) return;
  const awaited = findAwaited(world, life, call);
  if (!awaited || isFileWork(call, awaited)) return;
  // Shared libraries and the like: what no picture shows.
  if (awaited.fd !== null && !awaited.thing && !/^accept|^connect/.test(call.name)) return;
  const { notes } = world.pauses;
  notes.push({
    process: life.id,
    thread: threadOf(life, call.task),
    call: call.name,
    for: awaited.thing?.id ?? null,
    fromMs: call.entered.ms,
    untilMs: call.left.ms,
  });
  if (notes.length >= 2 * pausesMax) keepLongest(world.pauses);
}

function isVfork(call: Call): boolean {
  return call.args.some((arg) => arg.includes('CLONE_VFORK'));
}

/** Drops the shortest pauses until few enough are left, and puts those in order of time. */
export function keepLongest(pauses: PauseNotes): void {
  const length = (one: PauseNotes['notes'][number]): number => one.untilMs - one.fromMs;
  pauses.notes.sort((a, b) => length(b) - length(a));
  pauses.dropped += pauses.notes.splice(pausesMax).length;
  pauses.notes.sort((a, b) => a.fromMs - b.fromMs);
}
