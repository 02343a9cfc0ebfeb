import type { Scene } from '../scene.js';
import { describeWait } from '../wording/describe-wait.js';
import { textWidth } from '../wording/measure-text.js';
import { safeText } from '../wording/safe-text.js';
import type { Words } from '../wording/words.js';
import { element, textElement } from './element.js';

const lineHeight = 19;
const notesMax = 12;

export interface Block {
  readonly markup: string;
  readonly heightPx: number;
}

/** Writes below the picture what its arrows cannot say: who waits for whom, what was left behind, what is not certain. */
export function drawNotes(scene: Scene, words: Words, place: { x: number; y: number; maxPx: number }): Block {
  const notes = [
    ...(scene.leftOut > 0 ? [words.leftOut(scene.leftOut)] : []),
    ...scene.waits.map((wait) => describeWait(scene, wait, words)),
    ...scene.leftovers.map((leftover) => `${words.leftBehind}: ${leftover.kind} ${leftover.name}`),
    ...scene.warnings.map((warning) => `${words.warnings}: ${warning}`),
  ];
  const shown =
    notes.length > notesMax ? [...notes.slice(0, notesMax), `… +${notes.length - notesMax}`] : notes;
  const lines = [words.scale, ...shown].flatMap((note) => wrap(safeText(note), place.maxPx));
  const markup = lines
    .map((line, index) =>
      textElement({ class: 'ipc-note', x: place.x, y: place.y + index * lineHeight + 13 }, line),
    )
    .join('');
  return { markup, heightPx: lines.length * lineHeight + 6 };
}

/** Breaks a line where it is too wide: at a space, else anywhere. */
function wrap(text: string, maxPx: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const character of text) {
    if (textWidth(line + character, 12, 'sans') <= maxPx) {
      line += character;
      continue;
    }
    const space = line.lastIndexOf(' ');
    const cut = space > line.length / 2 ? space + 1 : line.length;
    lines.push(line.slice(0, cut).trimEnd());
    line = line.slice(cut) + character;
  }
  return [...lines, line];
}

/** Draws what the lines mean, as far as the picture uses them. */
export function drawLegend(
  scene: Scene,
  words: Words,
  place: { x: number; y: number; maxPx: number },
): Block {
  let [x, y] = [place.x, place.y + 12];
  const markup = entriesOf(scene, words).map(({ text, colour, style }) => {
    const width = 44 + textWidth(text, 12, 'sans') + 20;
    if (x + width > place.x + place.maxPx) [x, y] = [place.x, y + lineHeight];
    const at = x;
    x += width;
    const sample =
      style === 'fill'
        ? element('rect', { class: 'ipc-fill', x: at, y: y - 7, width: 34, height: 6, rx: 3 })
        : element('line', { class: `ipc-arrow ${style}`.trim(), x1: at, y1: y - 4, x2: at + 26, y2: y - 4 }) +
          drawTip(colour, { x: at, y });
    return (
      element('g', { class: colour }, sample) + textElement({ class: 'ipc-legend', x: at + 42, y }, text)
    );
  });
  return { markup: markup.join(''), heightPx: y - place.y + 12 };
}

function drawTip(colour: string, { x, y }: { x: number; y: number }): string {
  if (colour === 'c-wait') return element('circle', { class: 'ipc-held', cx: x + 29, cy: y - 4, r: 5 });
  return element('path', { class: 'ipc-tip', d: `M${Math.round(x + 34)} ${Math.round(y - 4)}l-9 -4v8z` });
}

function entriesOf(scene: Scene, words: Words): readonly { text: string; colour: string; style: string }[] {
  const happenings = scene.rows.flatMap((row) => row.happenings);
  const has = (kind: string): boolean =>
    happenings.some((one) => 'passage' in one && one.passage.kind === kind);
  const { legend } = words;
  return [
    happenings.some((one) => one.kind === 'birth' && one.parent !== null)
      ? { text: legend.fork, colour: 'c-ink', style: '' }
      : null,
    has('data') ? { text: legend.data, colour: 'c-blue', style: '' } : null,
    [...scene.stores.values()].some((store) => store.fills.length > 0)
      ? { text: legend.buffered, colour: 'c-blue', style: 'fill' }
      : null,
    has('end-of-file') ? { text: legend.end, colour: 'c-blue', style: 'ipc-end' } : null,
    has('signal') ? { text: legend.signal, colour: 'c-bad', style: 'ipc-signal' } : null,
    scene.waits.length > 0 ? { text: legend.wait, colour: 'c-wait', style: 'ipc-end' } : null,
  ].filter((entry) => entry !== null);
}
