import type { Trace } from '#libs/contracts/trace';
import type { SceneOptions } from './scene/options.js';
import { buildScene, type Scene } from './scene.js';
import { describeHappening, objectLabel, processLabel } from './wording/describe-happening.js';
import {
  describeFileGroup,
  describeMishap,
  describeSleep,
  describeSnapshot,
  describeView,
} from './wording/describe-standing.js';
import { describeDeadlock, describeWait } from './wording/describe-wait.js';
import { formatMs } from './wording/format.js';
import { safeText } from './wording/safe-text.js';
import { type Language, type Words, wordsOf } from './wording/words.js';

/** So many copies of memory are told; a trace holds them all. */
const copiesMax = 48;

/** Writes a trace as a timeline in words, a line an event: what the picture shows, for who reads or listens instead of looking. */
export function writeText(trace: Trace, lang: Language, options: SceneOptions = {}): string {
  const scene = buildScene(trace, options);
  return `${listLines(scene, wordsOf(lang)).map(safeText).join('\n')}\n`;
}

/** The lines of the timeline of a scene, not yet made safe to show. */
export function listLines(scene: Scene, words: Words): readonly string[] {
  const running = [...scene.lanes.values()]
    .filter((lane) => lane.toRow === null && !scene.waits.some((wait) => wait.process === lane.process.id))
    .map((lane) => line(null, `${processLabel(scene, lane.process.id) ?? ''}: ${words.running}`));
  return [
    summaryOf(scene, words),
    ...(scene.leftOut > 0 ? [words.leftOut(scene.leftOut)] : []),
    ...marked(scene).map((name) => line(null, `${words.legend.mark}: ${name}`)),
    ...scene.groups.map((group) => line(null, describeFileGroup(scene, group, words))),
    ...timeline(scene, words),
    ...(scene.window === null ? running : []),
    ...scene.deadlocks.map((members) => describeDeadlock(scene, members, words)),
    ...scene.waits.map((wait) => line(null, describeWait(scene, wait, words))),
    ...scene.leftovers.map((leftover) => `${words.leftBehind}: ${leftover.kind} ${leftover.name}`),
    ...scene.warnings.map((warning) => `${words.warnings}: ${warning}`),
  ];
}

/** What the picture points at. */
function marked(scene: Scene): readonly string[] {
  const lanes = [...scene.lanes.values()].filter((lane) => lane.isMarked);
  const stores = [...scene.stores.values()].filter((store) => store.isMarked);
  return [
    ...lanes.map((lane) => processLabel(scene, lane.process.id) ?? ''),
    ...stores.map((store) => objectLabel(scene, store.object.id)),
  ];
}

function summaryOf(scene: Scene, words: Words): string {
  const { window, endMs } = scene;
  const time =
    window === null
      ? formatMs(endMs)
      : words.shownTime(formatMs(window.fromMs), formatMs(window.toMs), formatMs(endMs));
  const count = (sizes: Iterable<{ size: number }>): number =>
    [...sizes].reduce((sum, { size }) => sum + size, 0);
  return `${words.processes(count(scene.lanes.values()))}, ${words.objects(count(scene.stores.values()))}, ${time}`;
}

/** Events in order of time, with sleeps and mappings where they begin. */
function timeline(scene: Scene, words: Words): readonly string[] {
  const events = scene.rows.flatMap(({ happenings }) =>
    happenings.map((one) => ({ atMs: one.atMs, text: line(one.atMs, describeHappening(scene, one, words)) })),
  );
  const sleeps = [...scene.lanes.values()].flatMap((lane) => {
    const who = processLabel(scene, lane.process.id) ?? '';
    const threads = lane.threads.flatMap(({ tid, sleeps }) =>
      sleeps.map((sleep) => ({ sleep, name: `${who}, ${words.thread(tid)}` })),
    );
    return [...lane.sleeps.map((sleep) => ({ sleep, name: who })), ...threads].map(({ sleep, name }) => ({
      atMs: sleep.fromMs,
      text: line(sleep.fromMs, `${name}: ${describeSleep(scene, sleep, words)}`),
    }));
  });
  const mishaps = [...scene.lanes.values()].flatMap((lane) =>
    lane.mishaps.map((mishap) => ({
      atMs: mishap.atMs,
      text: line(
        mishap.atMs,
        `${processLabel(scene, lane.process.id) ?? ''}: ${describeMishap(mishap, words)}`,
      ),
    })),
  );
  const views = [...scene.stores.values()].flatMap((store) =>
    store.views.map((view) => ({
      atMs: view.fromMs,
      text: line(
        view.fromMs,
        `${processLabel(scene, view.process) ?? ''}: ${describeView(scene, store, { view, words })}`,
      ),
    })),
  );
  const peers = [...scene.stores.values()].flatMap(({ object }) =>
    object.peers.flatMap(({ process, atMs, credentials }) => {
      const who = processLabel(scene, process);
      const says = words.peerIs(objectLabel(scene, object.id), words.credentials(credentials));
      return who === null ? [] : [{ atMs, text: line(atMs, `${who}: ${says}`) }];
    }),
  );
  const copies = scene.snapshots.slice(0, copiesMax).map((one) => ({
    atMs: one.atMs,
    text: line(one.atMs, describeSnapshot(scene, one, words)),
  }));
  // Sorting keeps what begins at one time in the order of this list.
  return [...mishaps, ...events, ...views, ...sleeps, ...peers, ...copies]
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ text }) => text);
}

function line(atMs: number | null, text: string): string {
  return `${(atMs === null ? '' : formatMs(atMs)).padStart(9)}  ${text}`;
}
