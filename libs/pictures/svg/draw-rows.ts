import type { Happening, Passage } from '../scene/happening.js';
import { describeHappening } from '../wording/describe-happening.js';
import { formatMs } from '../wording/format.js';
import { textWidth } from '../wording/measure-text.js';
import { drawAccess } from './draw-access.js';
import { drawArrow } from './draw-arrow.js';
import { drawLabel } from './draw-label.js';
import { drawBadge } from './draw-badge.js';
import { drawPassage, drawSignal } from './draw-passages.js';
import type { Drawing } from './drawing.js';
import { element, partElement, round, textElement } from './element.js';
import { areaOfText } from './ink.js';
import { laneHalf } from './layout.js';
import { colourOf } from './style.js';

/** Draws the events in order of time, a row each, with the time at which each row begins. */
export function drawRows(drawing: Drawing): string {
  const { scene, layout } = drawing;
  const sentRows = new Map<Passage, number>();
  let lastTime = '';
  return scene.rows
    .map((row, index) => {
      const y = layout.yOf(index);
      const time = formatMs(row.atMs);
      const shown = time === lastTime ? '' : time;
      lastTime = time;
      const at = { x: layout.left - 16, y: y + 4 };
      const widthPx = textWidth(shown, 11, 'sans');
      drawing.ink.add(areaOfText({ ...at, widthPx, sizePx: 11, anchor: 'end' }));
      const parts = row.happenings.map((happening) => {
        if (happening.kind === 'sent') sentRows.set(happening.passage, index);
        const sentRow = 'passage' in happening ? sentRows.get(happening.passage) : undefined;
        return drawHappening(drawing, happening, { y, sentY: layout.yOf(sentRow ?? index) });
      });
      return textElement({ class: 'ipc-time', ...at, 'text-anchor': 'end' }, shown) + parts.join('');
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

function drawHappening(
  drawing: Drawing,
  happening: Happening,
  { y, sentY }: { y: number; sentY: number },
): string {
  const says = `${formatMs(happening.atMs)}: ${describeHappening(drawing.scene, happening, drawing.words)}`;
  switch (happening.kind) {
    case 'birth':
      return partElement(says, 'c-ink', drawBirth(drawing, happening, y));
    case 'exec':
      return partElement(says, happening.error === null ? 'c-ink' : 'c-bad', drawExec(drawing, happening, y));
    case 'access': {
      const store = drawing.scene.stores.get(happening.access.object);
      const colour = colourOf(store?.object.mechanism ?? 'shared-memory');
      return partElement(says, colour, drawAccess(drawing, happening, y));
    }
    case 'exit':
      return drawExit(drawing, happening.process, { y, says });
    case 'signal':
      return partElement(says, 'c-bad', drawSignal(drawing, happening.passage, y));
    case 'whole':
    case 'sent':
    case 'received': {
      const store = drawing.scene.stores.get(happening.passage.through);
      const colour = colourOf(store?.object.mechanism ?? 'pipe');
      return partElement(says, colour, drawPassage(drawing, happening, { y, sentY }));
    }
  }
}

function drawBirth(drawing: Drawing, birth: Extract<Happening, { kind: 'birth' }>, y: number): string {
  const { layout, words, ink } = drawing;
  const x = layout.xOf(birth.process);
  const parentX = birth.parent === null ? null : layout.xOf(birth.parent);
  if (x === null) return '';
  ink.add({ left: x - 7, right: x + 7, top: y - 7, bottom: y + 7 });
  const dot = element('circle', { class: 'ipc-born', cx: x, cy: y, r: 5.5 });
  if (parentX === null) return dot + drawStart(drawing, x, y);
  // What it runs stands in its head too, and the arrow of a crowd goes over many life lines.
  const label = birth.runs === null || layout.isNarrow ? words.fork : words.exec(birth.runs);
  const arrow = drawArrow({ fromX: parentX, toX: x, y, fromHalf: laneHalf, toHalf: 5.5, look: 'plain' }, ink);
  return (
    arrow + dot + drawLabel(drawing, { from: parentX, to: x, y }, { above: [label, words.fork], below: '' })
  );
}

function drawStart({ words, ink }: Drawing, x: number, y: number): string {
  const at = { x: x + 12, y: y + 4 };
  const widthPx = textWidth(words.start, 11.5, 'sans');
  ink.add(areaOfText({ ...at, widthPx, sizePx: 11.5, anchor: 'start' }));
  return textElement({ class: 'ipc-label', ...at }, words.start);
}

/** A diamond on the life line: from here on it is another program. */
function drawExec(drawing: Drawing, exec: Extract<Happening, { kind: 'exec' }>, y: number): string {
  const { layout, words } = drawing;
  const x = layout.xOf(exec.process);
  if (x === null) return '';
  const label = exec.error === null ? words.execs(exec.runs) : words.execFailed(exec.runs, exec.error);
  const diamond = `M${round(x)} ${round(y - 8)}l8 8l-8 8l-8 -8Z`;
  const isLast = x + layout.pitch > layout.width;
  const way = { from: x, to: x + (isLast ? -1 : 1), y: y + 10 };
  return (
    element('path', { class: 'ipc-born', d: diamond }) +
    drawLabel(drawing, way, { above: [label, words.execs('')], below: '' })
  );
}

function drawExit(drawing: Drawing, id: string, { y, says }: { y: number; says: string }): string {
  const { scene, layout, words } = drawing;
  const [lane, x] = [scene.lanes.get(id), layout.xOf(id)];
  if (!lane || x === null) return '';
  const { exit } = lane.process;
  const texts =
    'code' in exit
      ? [words.exit(exit.code), String(exit.code)]
      : 'signal' in exit
        ? [words.killed(exit.signal), exit.signal]
        : [words.running];
  // Which status is the right one depends on the program; only a death by signal is never meant well.
  const colour = 'code' in exit ? (exit.code === 0 ? 'c-good' : 'c-ink') : 'c-bad';
  return partElement(says, colour, drawBadge(drawing.ink, { x, y, maxPx: layout.pitch - 4 }, texts));
}
