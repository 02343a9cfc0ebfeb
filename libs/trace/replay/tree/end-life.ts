import { exitTable, holdersOf } from '../files/descriptor-table.js';
import { leaveMemory } from '../memory/mapping-table.js';
import { undoSemaphores } from '../memory/semaphore.js';
import { endThreads } from './threads.js';
import type { Channel } from '../flows/channel.js';
import type { Life, World } from '../model.js';

/** Ends a process: its descriptors are closed now. Does nothing when it has ended already. */
export function endLife(world: World, life: Life): void {
  if (life.endMs !== null) return;
  // Before `endMs`: who is asked for holders must still be alive while its own table goes.
  exitTable(world, life);
  leaveMemory(world, life);
  undoSemaphores(world, life);
  endThreads(world, life);
  life.endMs = world.ms;
}

/**
 * Ends the holders of a channel's write ends that the log shows no more sign of but their death: a killed process is gone before
 * the tracer prints so, and its reader's end-of-file may be printed first.
 */
export function endDyingWriters(world: World, channel: Channel): void {
  for (const { life } of holdersOf(world, channel, 'writes'))
    if (life.exit !== null && life.lastActivePosition <= world.position) endLife(world, life);
}
