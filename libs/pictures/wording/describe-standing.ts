import type { FileGroup } from '../scene/fold-files.js';
import type { Sleep, Stint } from '../scene/make-lane.js';
import type { MishapMark } from '../scene/make-mishaps.js';
import type { Store, View } from '../scene/make-store.js';
import type { Scene } from '../scene.js';
import { objectLabel, processLabel } from './describe-happening.js';
import { formatBytes, formatMs } from './format.js';
import type { Words } from './words.js';

/** A sleep in words: `blocked for 3.2 ms in read on pipe 1`. */
export function describeSleep(scene: Scene, sleep: Sleep, words: Words): string {
  const time = formatMs(sleep.untilMs - sleep.fromMs);
  const object =
    sleep.object !== null && scene.stores.has(sleep.object) ? objectLabel(scene, sleep.object) : null;
  return object === null ? words.slept(time, sleep.call) : words.sleptOn(time, sleep.call, object);
}

/** A stint in words: `runs alone, 12 turns, 340 steps`. */
export function describeStint({ turns, steps }: Stint, words: Words): string {
  return words.ranAlone(turns, steps);
}

/** What was made to go wrong, in words. */
export function describeMishap({ says, count }: MishapMark, words: Words): string {
  const more = count > 1 ? ` ${words.mishapsMore(count - 1)}` : '';
  return `${says[words.language]}${more}`;
}

/** A view of shared memory in words: `maps 4 KiB of /x, read and write`. */
export function describeView(
  scene: Scene,
  store: Store,
  { view, words }: { view: View; words: Words },
): string {
  return words.maps(objectLabel(scene, store.object.id), words.access[view.access], formatBytes(view.bytes));
}

/** An object in words, and how full it was: `pipe 1 (pipe): at most 64 KiB inside`. */
export function describeStore(scene: Scene, store: Store, words: Words): string {
  const mark = store.isMarked ? `, ${words.legend.mark}` : '';
  const name = `${objectLabel(scene, store.object.id)} (${store.object.kind})${mark}`;
  if (store.levels.length === 0) return name;
  const bytes = Math.max(...store.levels.map((level) => level.bytes));
  const messages = Math.max(...store.levels.map((level) => level.messages));
  const amount = countsMessages(store) ? words.messages(messages) : formatBytes(bytes);
  return `${name}: ${words.atMost(amount)}`;
}

/** What a file stands for that is drawn for several: `file ×47: 47 files that only postgres (pid 4) used`. */
export function describeFileGroup(scene: Scene, { object, users }: FileGroup, words: Words): string {
  const names = users.flatMap((id) => processLabel(scene, id) ?? []);
  const count = scene.stores.get(object)?.size ?? 1;
  return `${objectLabel(scene, object)}: ${words.fileGroup(count, names.length === 0 ? [words.outside] : names)}`;
}

/** Where messages stay apart their number says more than their bytes. */
export function countsMessages({ object }: Store): boolean {
  return object.mechanism === 'message-queue' || /datagram|seqpacket|udp|mq/.test(object.kind);
}

/** So many bytes of a copy are shown. */
const shownBytes = 16;

/** What a process found in watched memory: `at byte 0 of board there is now 2a 00 00 00`. */
export function describeSnapshot(scene: Scene, one: Scene['snapshots'][number], words: Words): string {
  const pairs = one.content.match(/../g) ?? [];
  const content = `${pairs.slice(0, shownBytes).join(' ')}${pairs.length > shownBytes ? ' …' : ''}`;
  const place = words.place(one.offset, objectLabel(scene, one.object));
  return `${processLabel(scene, one.process) ?? ''}: ${words.finds(place, content)}`;
}
