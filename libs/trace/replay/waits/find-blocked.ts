import type { BlockedCall } from '#libs/trace/history';
import { findAwaited, isTimed } from './find-awaited.js';
import { listenerThing } from './awaited-meetings.js';
import { threadOf } from '../tree/threads.js';
import type { Call } from '../../strace/trace-event.js';
import type { World } from '../model.js';

/**
 * The calls that had not come back when the story ended, in order of their threads, and who could have ended each wait: holders of
 * the other end, the process itself included, or the children waited for. Where the harness is at the other end it is named as `p0`.
 */
export function findBlocked(world: World): readonly BlockedCall[] {
  const open = [...world.openCalls].sort(([a], [b]) => a.index - b.index);
  return open.flatMap(([task, call]) => {
    const life = world.lifeOfTask[task.index];
    if (!life || life.endMs !== null || call.entered.position < life.bornPosition || isBrokenOff(world, call))
      return [];
    const awaited = findAwaited(world, life, call);
    if (!awaited) return [];
    const { fd, heldBy, owner, isOpen, circumstance, listener } = awaited;
    const thing = awaited.thing ?? (listener ? listenerThing(world, listener) : null);
    return [
      {
        process: life.id,
        thread: threadOf(life, task),
        call: call.name,
        fd,
        object: thing?.id ?? null,
        sinceMs: call.entered.ms,
        heldBy,
        owner,
        isTimed: isTimed(call),
        isOpen: isOpen ?? false,
        circumstance: circumstance ?? null,
      },
    ];
  });
}

// Broken off by a signal, and not gone on with.
function isBrokenOff(world: World, call: Call): boolean {
  return call.answer.kind === 'restarted' && (call.left?.position ?? Infinity) < world.stopPosition;
}
