import { makeOpenFile, makeThing } from '../things.js';
import type { Life, OpenFile, Thing, World } from '../model.js';

/** Files in which a process shows what lies in its memory to everybody who may look. See proc_pid_environ(5), proc_pid_mem(5). */
const processFiles = /^\/proc\/(\d+)\/(?:task\/\d+\/)?(?:cmdline|comm|environ|mem)$/;

/** The kind of such a file as an object; nobody sees it unless another process than its own has read or written it. */
export const processFileKind = 'proc';

/** Whose memory such a file shows; null of any other file, and of a process that is not traced. */
export function ownerOfProcessFile(world: World, path: string): Life | null {
  const pid = processFiles.exec(path)?.[1];
  return pid === undefined ? null : (world.byPid.get(Number(pid)) ?? null);
}

/** What open(2) of such a file gives; null of any other file. */
export function openProcessFile(world: World, path: string, access: OpenFile['access']): OpenFile | null {
  if (ownerOfProcessFile(world, path) === null) return null;
  const thing = world.byTarget.get(path) ?? makeProcessFile(world, path);
  return makeOpenFile({ thing, access, target: path });
}

function makeProcessFile(world: World, path: string): Thing {
  const thing = makeThing(world, { mechanism: 'file', kind: processFileKind, name: path, madeBy: null });
  world.byTarget.set(path, thing);
  return thing;
}
