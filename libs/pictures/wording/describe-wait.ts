import type { Waiting } from '../scene/make-waits.js';
import type { Scene } from '../scene.js';
import { objectLabel, processLabel, threadLabel } from './describe-happening.js';
import type { Words } from './words.js';

/** A wait in one line, in its own words where the trace has some: `child (pid 3) waits in read on pipe 1: other end held by parent (pid 2) (fd 4)`. */
export function describeWait(scene: Scene, wait: Waiting, words: Words): string {
  if (wait.says !== null) return wait.says[words.language];
  const object =
    wait.object !== null && scene.stores.has(wait.object) ? objectLabel(scene, wait.object) : null;
  const what = object === null ? words.waits(wait.call) : words.waitsOn(wait.call, object);
  const names = wait.heldBy
    .map(({ process, fd }) => {
      const name = process === wait.process ? words.itself : (processLabel(scene, process) ?? words.outside);
      return fd === null ? name : words.withFd(name, fd);
    })
    .join(', ');
  const who = threadLabel(scene, wait, words) ?? wait.process;
  if (names === '') return `${who} ${what}`;
  return object === null
    ? `${who} ${what} ${words.waitsFor(names)}`
    : `${who} ${what}: ${isAtEnd(scene, wait) ? words.heldBy(names) : words.upTo(names)}`;
}

// Of a pipe or a connection somebody holds the other end; semaphores, queues, locks and addresses have none.
function isAtEnd(scene: Scene, { object, call }: Waiting): boolean {
  const kind = object === null ? undefined : scene.stores.get(object)?.object.kind;
  return (
    /^(?:pipe|fifo|tcp|unix-stream|unix-seqpacket)$/.test(kind ?? '') && !/^open|^creat|^connect/.test(call)
  );
}

/** A deadlock in one line: `Deadlock: a (pid 2) → b (pid 3) → a (pid 2). Each waits for the next, and nobody else can help.` */
export function describeDeadlock(scene: Scene, members: readonly string[], words: Words): string {
  const inOrder = scene.waits.map((wait) => wait.process).filter((id) => members.includes(id));
  const cycle = [...new Set(inOrder)];
  const [alone = ''] = cycle;
  if (cycle.length <= 1) return words.deadlockAlone(processLabel(scene, alone) ?? alone);
  const names = [...cycle, ...cycle.slice(0, 1)].map((id) => processLabel(scene, id) ?? id);
  return words.deadlockOf(names.join(' → '));
}
