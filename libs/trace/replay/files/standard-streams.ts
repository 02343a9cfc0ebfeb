import { openDescriptor } from './descriptor-table.js';
import { makeOpenFile, makeThing } from '../things.js';
import type { Life, World } from '../model.js';

const streams = [
  { fd: 0, outside: 'stdin', access: 'read', name: 'standard input' },
  { fd: 1, outside: 'stdout', access: 'write', name: 'standard output' },
  { fd: 2, outside: 'stderr', access: 'write', name: 'standard error' },
] as const;

/**
 * Gives a program its three standard streams, whose other ends are outside the trace. Whether each is a pipe, a file or a device
 * is learnt from the first call that names it; one that turns out to be closed is taken away again.
 */
export function giveStandardStreams(world: World, life: Life): void {
  const isAlone = world.lives.filter((one) => one.isRoot).length === 1;
  for (const { fd, outside, access, name } of streams) {
    const thing = makeThing(world, {
      mechanism: 'pipe',
      kind: 'pipe',
      name: isAlone ? name : `${name} of ${life.program}`,
      madeBy: null,
      outside,
    });
    openDescriptor(world, life, { fd, file: makeOpenFile({ thing, access }), closeOnExec: false });
  }
}
