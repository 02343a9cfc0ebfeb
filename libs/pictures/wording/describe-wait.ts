import type { Scene, Waiting } from '../scene.js';
import { processLabel } from './describe-happening.js';
import type { Words } from './words.js';

/** A wait in one line: `child (pid 3) waits in read on pipe 1: other end held by parent (pid 2)`. */
export function describeWait(scene: Scene, wait: Waiting, words: Words): string {
  const store = wait.object === null ? undefined : scene.stores.get(wait.object);
  const what = store ? words.waitsOn(wait.call, store.object.name) : words.waits(wait.call);
  const names = wait.heldBy
    .map((id) => (id === wait.process ? words.itself : (processLabel(scene, id) ?? words.outside)))
    .join(', ');
  const who = processLabel(scene, wait.process) ?? wait.process;
  if (names === '') return `${who} ${what}`;
  return store ? `${who} ${what}: ${words.heldBy(names)}` : `${who} ${what} ${words.waitsFor(names)}`;
}
