import type { Happening, Passage } from '../scene/happening.js';
import type { Scene } from '../scene.js';
import { formatBytes, formatMs } from '../wording/format.js';
import { fitText, textWidth } from '../wording/measure-text.js';
import { describeHappening } from '../wording/describe-happening.js';
import type { Words } from '../wording/words.js';
import { drawArrow, drawLabel } from './draw-arrow.js';
import { element, textElement, titleElement } from './element.js';
import type { Layout } from './layout.js';
import { colourOf } from './style.js';

const laneHalf = 3.5;
const tubeHalf = 7;

interface Drawing {
  readonly scene: Scene;
  readonly layout: Layout;
  readonly words: Words;
}

/** Draws the events, a row each, with the time at which each row begins. */
export function drawRows(drawing: Drawing): string {
  let lastTime = '';
  return drawing.scene.rows
    .map((row, index) => {
      const y = drawing.layout.yOf(index);
      const time = formatMs(row.atMs);
      const shown = time === lastTime ? '' : time;
      lastTime = time;
      return (
        textElement(
          { class: 'ipc-time', x: drawing.layout.left - 16, y: y + 4, 'text-anchor': 'end' },
          shown,
        ) + row.happenings.map((happening) => drawHappening(drawing, happening, y)).join('')
      );
    })
    .join('');
}

/** Draws the faint lines that lead from a time to its events; they lie below everything else. */
export function drawRules({ scene, layout }: Drawing): string {
  return scene.rows
    .map((_row, index) => {
      const y = layout.yOf(index);
      return element('line', { class: 'ipc-rule', x1: layout.left - 8, y1: y, x2: layout.width - 20, y2: y });
    })
    .join('');
}

function drawHappening(drawing: Drawing, happening: Happening, y: number): string {
  const title = titleElement(describeHappening(drawing.scene, happening, drawing.words));
  switch (happening.kind) {
    case 'birth':
      return element('g', { class: 'c-ink' }, title, drawBirth(drawing, happening, y));
    case 'exit':
      return drawExit(drawing, happening.process, y);
    case 'signal':
      return element('g', { class: 'c-bad' }, title, drawSignal(drawing, happening.passage, y));
    case 'whole':
    case 'sent':
    case 'received': {
      const store = drawing.scene.stores.get(happening.passage.through);
      return element(
        'g',
        { class: colourOf(store?.object.mechanism ?? 'pipe') },
        title,
        drawPassage(drawing, happening, y),
      );
    }
  }
}

function drawBirth(
  { layout, words }: Drawing,
  birth: Extract<Happening, { kind: 'birth' }>,
  y: number,
): string {
  const x = layout.xOf(birth.process);
  const parentX = birth.parent === null ? null : layout.xOf(birth.parent);
  if (x === null) return '';
  const dot = element('circle', { class: 'ipc-born', cx: x, cy: y, r: 5.5 });
  if (parentX === null) return dot + textElement({ class: 'ipc-label', x: x + 12, y: y + 4 }, words.start);
  const label = birth.runs === null ? words.fork : words.exec(birth.runs);
  const arrow = drawArrow({
    fromX: parentX,
    toX: x,
    y,
    fromHalf: laneHalf,
    toHalf: 5.5,
    style: '',
    hasTip: true,
  });
  return arrow + dot + drawLabel(labelPlace(layout, { from: parentX, to: x, y }), label, '');
}

function drawExit({ scene, layout, words }: Drawing, id: string, y: number): string {
  const [lane, x] = [scene.lanes.get(id), layout.xOf(id)];
  if (!lane || x === null) return '';
  const { exit } = lane.process;
  const texts =
    'code' in exit
      ? [words.exit(exit.code)]
      : 'signal' in exit
        ? [words.killed(exit.signal), exit.signal]
        : [words.running];
  // Which status is the right one depends on the program; only a death by signal is never meant well.
  const colour = 'code' in exit ? (exit.code === 0 ? 'c-good' : 'c-ink') : 'c-bad';
  return element('g', { class: colour }, drawBadge({ x, y, maxPx: layout.pitch - 8 }, texts));
}

/** A pill with a word on a life line: the first of `texts` that has room, or the last one cut. */
export function drawBadge(place: { x: number; y: number; maxPx: number }, texts: readonly string[]): string {
  const { x, y, maxPx } = place;
  const text = texts.find((one) => textWidth(one, 11.5, 'sans') <= maxPx - 16) ?? texts.at(-1) ?? '';
  const shown = fitText(text, { maxPx: maxPx - 16, sizePx: 11.5, face: 'sans' });
  const width = textWidth(shown, 11.5, 'sans') + 16;
  return (
    element('rect', {
      class: 'ipc-badge',
      stroke: 'currentColor',
      x: x - width / 2,
      y: y - 10,
      width,
      height: 20,
      rx: 10,
    }) + textElement({ class: 'ipc-label ipc-tinted', x, y: y + 4, 'text-anchor': 'middle' }, shown)
  );
}

function drawSignal({ scene, layout }: Drawing, passage: Passage, y: number): string {
  const toX = passage.to === null ? null : layout.xOf(passage.to);
  if (toX === null) return '';
  const fromX = passage.from === null ? null : layout.xOf(passage.from);
  const name = scene.signalNames.get(passage.through) ?? '';
  const label = passage.count > 1 ? `${name} ×${passage.count}` : name;
  // From the kernel, from outside, or from itself: it comes from nowhere in the picture.
  const startX = fromX === null || fromX === toX ? toX - layout.pitch * 0.66 : fromX;
  const isLoose = startX !== fromX;
  const arrow = drawArrow({
    fromX: startX,
    toX,
    y,
    fromHalf: isLoose ? 0 : laneHalf,
    toHalf: laneHalf,
    style: 'ipc-signal',
    hasTip: true,
  });
  const place = isLoose
    ? { x: (startX + toX) / 2, y, maxPx: layout.pitch * 0.62 }
    : labelPlace(layout, { from: startX, to: toX, y });
  return arrow + drawLabel(place, label, '');
}

function drawPassage(
  { layout, words }: Drawing,
  happening: Extract<Happening, { passage: Passage }>,
  y: number,
): string {
  const { passage, kind } = happening;
  const storeX = layout.xOf(passage.through);
  if (storeX === null) return '';
  const fromX = kind === 'received' || passage.from === null ? null : layout.xOf(passage.from);
  const toX = kind === 'sent' || passage.to === null ? null : layout.xOf(passage.to);
  const style = passage.kind === 'end-of-file' ? 'ipc-end' : '';
  const common = { y, style, hasTip: true } as const;
  // What a process sends to itself goes out above and comes back below.
  const shift = fromX !== null && fromX === toX ? 4 : 0;
  const sending =
    fromX === null
      ? ''
      : drawArrow({ ...common, y: y - shift, fromX, toX: storeX, fromHalf: laneHalf, toHalf: tubeHalf });
  const receiving =
    toX === null
      ? ''
      : drawArrow({ ...common, y: y + shift, fromX: storeX, toX, fromHalf: tubeHalf, toHalf: laneHalf });
  const room = fromX === null ? { from: storeX, to: toX ?? storeX, y } : { from: fromX, to: storeX, y };
  const isClose = passage.kind === 'end-of-file' && kind === 'sent';
  return (
    sending +
    receiving +
    drawLabel(labelPlace(layout, room), isClose ? words.close : headline(passage, words), payload(passage))
  );
}

function headline(passage: Passage, words: Words): string {
  const times = passage.count > 1 ? ` ×${passage.count}` : '';
  switch (passage.kind) {
    case 'data':
      return `${formatBytes(passage.bytes)}${times}`;
    case 'end-of-file':
      return `${words.endOfFile}${times}`;
    case 'descriptor':
      return `${words.descriptor}${times}`;
    case 'wake':
      return `${words.wake}${times}`;
    case 'mapping':
      return `${words.mapping}${times}`;
    case 'signal':
      return times;
  }
}

function payload(passage: Passage): string {
  if (passage.kind === 'descriptor') return passage.text;
  return passage.kind === 'data' && passage.text !== '' ? `"${passage.text}"` : '';
}

/** The middle of the first gap that an arrow crosses: nothing else stands there in its row. */
function labelPlace(
  layout: Layout,
  arrow: { from: number; to: number; y: number },
): { x: number; y: number; maxPx: number } {
  const direction = arrow.to >= arrow.from ? 1 : -1;
  return { x: arrow.from + (direction * layout.pitch) / 2, y: arrow.y, maxPx: layout.pitch - 26 };
}
