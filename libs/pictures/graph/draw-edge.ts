import { fitText, textWidth } from '../wording/measure-text.js';
import { element, partElement, round, textElement } from '../svg/element.js';
import type { EdgeLook } from './edge-book.js';
import type { Point, Route } from './route-edges.js';

const lines: Readonly<Record<EdgeLook, string>> = {
  data: 'ipc-arrow',
  'end-of-file': 'ipc-arrow ipc-end',
  descriptor: 'ipc-arrow ipc-double',
  wake: 'ipc-arrow ipc-wake',
  mapping: 'ipc-arrow',
  inferred: 'ipc-arrow ipc-inferred',
  signal: 'ipc-arrow ipc-signal',
  fork: 'ipc-arrow ipc-kin',
  map: 'ipc-arrow ipc-memory',
  wait: 'ipc-arrow ipc-end',
  hold: 'ipc-arrow ipc-end',
  loop: 'ipc-arrow ipc-loop',
};

/** Edges that say that two belong together, not that something went from one to the other. */
const tipless: ReadonlySet<EdgeLook> = new Set(['map', 'hold', 'fork']);

const tipLength = 9;

/** Draws an edge with its tip; the words come later, above all lines. */
export function drawEdge(route: Route, about: { says: string; colour: string }): string {
  const { edge, start, since, bend, turn, until, end } = route;
  const p = (point: Point): string => `${round(point.x)} ${round(point.y)}`;
  const hasTip = !tipless.has(edge.look);
  // The curve arrives upright, so that its last bit is the tip's.
  const sign = end.y >= turn.y ? 1 : -1;
  const stop = { x: end.x, y: end.y - (hasTip ? sign * (tipLength - 1) : 0) };
  const d = `M${p(start)}L${p(since)}C${p(bend)} ${p(turn)} ${p({ x: until.x, y: until.y - (end.y - stop.y) })}L${p(stop)}`;
  const base = end.y - sign * tipLength;
  const tip = `M${round(end.x - 4)} ${round(base)}L${p({ x: end.x, y: end.y - sign })}L${round(end.x + 4)} ${round(base)}Z`;
  const inner = edge.look === 'descriptor' ? element('path', { class: 'ipc-between ipc-hollow', d }) : '';
  const held =
    edge.look === 'hold' ? element('circle', { class: 'ipc-held', cx: start.x, cy: start.y, r: 5 }) : '';
  const halo = element('path', { class: 'ipc-halo ipc-hollow', d });
  const line = element('path', { class: lines[edge.look], d });
  return partElement(
    about.says,
    about.colour,
    halo,
    line,
    inner,
    held,
    hasTip ? element('path', { class: 'ipc-tip', d: tip }) : '',
  );
}

/** The words of an edge as they are shown: cut where they are long. */
export function fitEdgeLabel(text: string): string {
  return fitText(text, { maxPx: 160, sizePx: 11.5, face: 'sans' });
}

/** Writes the words of an edge, as they fit. */
export function drawEdgeLabel({ x, y }: Point, shown: string, colour: string): string {
  const width = textWidth(shown, 11.5, 'sans') + 4;
  const plate = { class: 'ipc-paper', x: x - width / 2, y: y - 7, width, height: 14, rx: 4 };
  const label = textElement({ class: 'ipc-label ipc-tinted', x, y: y + 4, 'text-anchor': 'middle' }, shown);
  return label === '' ? '' : element('g', { class: colour }, element('rect', plate), label);
}
