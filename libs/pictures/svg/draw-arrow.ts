import type { Passage } from '../scene/happening.js';
import { element, round } from './element.js';
import type { Ink } from './ink.js';

/** How an arrow looks: what it means is also said by its line and its tip, not by colour alone. */
export type ArrowLook =
  'plain' | 'end' | 'signal' | 'wake' | 'descriptor' | 'mapping' | 'inferred' | 'wait' | 'loop';

/** An arrow; it stops short of what it points at. */
export interface Arrow {
  readonly fromX: number;
  readonly toX: number;
  readonly y: number;
  /** Set on an arrow that takes time: it leaves at `y` and arrives here. */
  readonly toY?: number;
  /** Half the width of what it leaves and of what it points at. */
  readonly fromHalf: number;
  readonly toHalf: number;
  readonly look: ArrowLook;
}

const tipLength = 9;
const tipHalf = 4;

const lines: Readonly<Record<ArrowLook, string>> = {
  plain: 'ipc-arrow',
  end: 'ipc-arrow ipc-end',
  signal: 'ipc-arrow ipc-signal',
  wake: 'ipc-arrow ipc-wake',
  descriptor: 'ipc-arrow ipc-double',
  mapping: 'ipc-arrow',
  inferred: 'ipc-arrow ipc-inferred',
  wait: 'ipc-arrow ipc-end',
  loop: 'ipc-arrow ipc-loop',
};

/** The look of a passage's arrows. */
export function lookOf(passage: Passage): ArrowLook {
  if (passage.inferred) return 'inferred';
  switch (passage.kind) {
    case 'data':
      return 'plain';
    case 'end-of-file':
      return 'end';
    case 'signal':
    case 'wake':
    case 'descriptor':
    case 'mapping':
      return passage.kind;
  }
}

/** Draws an arrow, with a halo that lets it pass over what it crosses; the words of others keep clear of it. */
export function drawArrow(arrow: Arrow, ink: Ink | null): string {
  const direction = arrow.toX >= arrow.fromX ? 1 : -1;
  const start = arrow.fromX + direction * arrow.fromHalf;
  const end = arrow.toX - direction * (arrow.toHalf + 1);
  const { y, toY = y, look } = arrow;
  const hasTip = look !== 'wait';
  const stop = hasTip && look !== 'wake' ? end - direction * (tipLength - 2) : end;
  const line = { x1: start, y1: y, x2: stop, y2: toY };
  if (ink) addInk(ink, arrow, end);
  const inner = look === 'descriptor' ? element('line', { class: 'ipc-between', ...line }) : '';
  return (
    element('line', { class: 'ipc-halo', ...line }) +
    element('line', { class: lines[look], ...line }) +
    inner +
    (hasTip ? drawTip(look, { x: end, y: toY, direction }) : '')
  );
}

function addInk(ink: Ink, { fromX, toX, y, toY = y }: Arrow, endX: number): void {
  const direction = toX >= fromX ? 1 : -1;
  const tip = [endX, endX - direction * tipLength];
  ink.add({ left: Math.min(...tip), right: Math.max(...tip), top: toY - tipHalf, bottom: toY + tipHalf });
  // A slanting one is so long that an area around it would be mostly empty.
  if (y === toY)
    ink.add({ left: Math.min(fromX, toX), right: Math.max(fromX, toX), top: y - 2, bottom: y + 2 });
}

/** The tip of an arrow: filled; open for a wake-up, hollow for what was inferred. */
export function drawTip(look: ArrowLook, at: { x: number; y: number; direction: 1 | -1 }): string {
  const { x, y, direction } = at;
  const base = round(x - direction * tipLength);
  const half = look === 'loop' ? tipHalf + 2 : tipHalf;
  const [top, bottom] = [round(y - half), round(y + half)];
  const path = `M${base} ${top}L${round(x)} ${round(y)}L${base} ${bottom}`;
  if (look === 'wake') return element('path', { class: 'ipc-open-tip', d: path });
  return element('path', { class: look === 'inferred' ? 'ipc-hollow-tip' : 'ipc-tip', d: `${path}Z` });
}
