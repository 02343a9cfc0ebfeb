import type { Trace } from '#libs/contracts/trace';
import { buildScene } from './scene.js';
import { describeHappening, processLabel } from './wording/describe-happening.js';
import { describeWait } from './wording/describe-wait.js';
import { formatMs } from './wording/format.js';
import { safeText } from './wording/safe-text.js';
import { type Language, wordsOf } from './wording/words.js';

/** Writes a trace as a timeline in words, a line an event: what the picture shows, for who reads or listens instead of looking. */
export function writeText(trace: Trace, lang: Language): string {
  const words = wordsOf(lang);
  const scene = buildScene(trace);
  const events = scene.rows.flatMap((row) =>
    row.happenings.map(
      (happening) => `${formatMs(happening.atMs).padStart(9)}  ${describeHappening(scene, happening, words)}`,
    ),
  );
  const running = [...scene.lanes.values()]
    .filter((lane) => lane.toRow === null && !scene.waits.some((wait) => wait.process === lane.process.id))
    .map((lane) => `${' '.repeat(9)}  ${processLabel(scene, lane.process.id) ?? ''}: ${words.running}`);
  const lines = [
    `${words.processes(scene.lanes.size)}, ${words.objects(scene.stores.size)}, ${formatMs(scene.endMs)}`,
    ...(scene.leftOut > 0 ? [words.leftOut(scene.leftOut)] : []),
    ...events,
    ...running,
    ...scene.waits.map((wait) => `${' '.repeat(9)}  ${describeWait(scene, wait, words)}`),
    ...scene.leftovers.map((leftover) => `${words.leftBehind}: ${leftover.kind} ${leftover.name}`),
    ...scene.warnings.map((warning) => `${words.warnings}: ${warning}`),
  ];
  return `${lines.map(safeText).join('\n')}\n`;
}
