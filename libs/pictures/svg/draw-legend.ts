import type { Scene } from '../scene.js';
import { textWidth } from '../wording/measure-text.js';
import type { LegendWord, Words } from '../wording/words.js';
import { type ArrowLook, drawArrow } from './draw-arrow.js';
import type { Block } from './draw-notes.js';
import { drawTriangle } from './draw-lanes.js';
import { element, textElement } from './element.js';

const lineHeight = 19;

interface Entry {
  readonly word: LegendWord;
  readonly colour: string;
  readonly sample: ArrowLook | 'fill' | 'sleep' | 'stint' | 'view' | 'tip' | 'ring' | 'held' | 'mishap';
}

/** Draws what the lines mean, as far as the picture uses them. */
export function drawLegend(
  scene: Scene,
  words: Words,
  place: { x: number; y: number; maxPx: number },
): Block {
  let [x, y] = [place.x, place.y + 12];
  const markup = entriesOf(scene).map((entry) => {
    const text = words.legend[entry.word];
    const width = 44 + textWidth(text, 12, 'sans') + 20;
    if (x + width > place.x + place.maxPx) [x, y] = [place.x, y + lineHeight];
    const at = x;
    x += width;
    return (
      element('g', { class: entry.colour }, drawSample(entry, { x: at, y: y - 4 })) +
      textElement({ class: 'ipc-legend', x: at + 42, y }, text)
    );
  });
  return { markup: markup.join(''), heightPx: y - place.y + 12 };
}

function drawSample({ sample }: Entry, { x, y }: { x: number; y: number }): string {
  switch (sample) {
    case 'fill':
      return element('rect', { class: 'ipc-fill', x, y: y - 4, width: 34, height: 8 });
    case 'sleep':
      return element('rect', { class: 'ipc-sleep', x, y: y - 4.5, width: 34, height: 9, rx: 2 });
    case 'stint':
      return element('rect', { class: 'ipc-stint', x, y: y - 2.5, width: 34, height: 5 });
    case 'view':
      return element('rect', { class: 'ipc-view', x, y: y - 4, width: 34, height: 8 });
    case 'tip':
      return element('path', {
        class: 'ipc-tip',
        d: `M${x + 22} ${y - 4}L${x + 30} ${y}L${x + 22} ${y + 4}Z`,
      });
    case 'ring':
      return element('rect', { class: 'ipc-ring', x: x + 2, y: y - 6, width: 30, height: 12, rx: 6 });
    case 'mishap':
      return drawTriangle(x + 17, y + 1);
    case 'held':
      return (
        element('line', { class: 'ipc-arrow ipc-end', x1: x, y1: y, x2: x + 26, y2: y }) +
        element('circle', { class: 'ipc-held', cx: x + 29, cy: y, r: 5 })
      );
    case 'plain':
    case 'end':
    case 'signal':
    case 'wake':
    case 'descriptor':
    case 'mapping':
    case 'inferred':
    case 'wait':
    case 'loop':
      return drawArrow({ fromX: x, toX: x + 35, y, fromHalf: 0, toHalf: 0, look: sample }, null);
  }
}

function entriesOf(scene: Scene): readonly Entry[] {
  const happenings = scene.rows.flatMap((row) => row.happenings);
  const passages = happenings.flatMap((one) => ('passage' in one ? [one.passage] : []));
  const seen = passages.filter((passage) => !passage.inferred);
  const has = (kind: string): boolean => seen.some((passage) => passage.kind === kind);
  const lanes = [...scene.lanes.values()];
  const stores = scene.columns.flatMap((column) => scene.stores.get(column.id) ?? []);
  const isMarked = [...lanes, ...stores].some((one) => one.isMarked);
  const entries: readonly (Entry & { readonly isUsed: boolean })[] = [
    {
      word: 'fork',
      colour: 'c-ink',
      sample: 'plain',
      isUsed: happenings.some((one) => one.kind === 'birth' && one.parent !== null),
    },
    { word: 'data', colour: 'c-blue', sample: 'plain', isUsed: has('data') },
    {
      word: 'buffered',
      colour: 'c-blue',
      sample: 'fill',
      isUsed: stores.some((store) => store.levels.length > 0),
    },
    { word: 'end', colour: 'c-blue', sample: 'end', isUsed: has('end-of-file') },
    { word: 'descriptor', colour: 'c-green', sample: 'descriptor', isUsed: has('descriptor') },
    { word: 'signal', colour: 'c-bad', sample: 'signal', isUsed: has('signal') },
    { word: 'wake', colour: 'c-ink', sample: 'wake', isUsed: has('wake') },
    {
      word: 'memory',
      colour: 'c-purple',
      sample: 'view',
      isUsed: stores.some((store) => store.views.length > 0),
    },
    {
      word: 'access',
      colour: 'c-purple',
      sample: 'tip',
      isUsed: happenings.some((one) => one.kind === 'access'),
    },
    { word: 'inferred', colour: 'c-purple', sample: 'inferred', isUsed: passages.length > seen.length },
    { word: 'sleep', colour: 'c-ink', sample: 'sleep', isUsed: lanes.some((lane) => lane.sleeps.length > 0) },
    { word: 'stint', colour: 'c-ink', sample: 'stint', isUsed: lanes.some((lane) => lane.stints.length > 0) },
    {
      word: 'wait',
      colour: 'c-wait',
      sample: 'held',
      isUsed: scene.waits.some((wait) => wait.deadlockedWith.length === 0),
    },
    { word: 'deadlock', colour: 'c-bad', sample: 'loop', isUsed: scene.deadlocks.length > 0 },
    {
      word: 'mishap',
      colour: 'c-mark',
      sample: 'mishap',
      isUsed: lanes.some((lane) => lane.mishaps.length > 0),
    },
    { word: 'mark', colour: 'c-mark', sample: 'ring', isUsed: isMarked },
  ];
  return entries.filter((entry) => entry.isUsed);
}
