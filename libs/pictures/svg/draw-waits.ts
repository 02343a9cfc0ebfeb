import type { Waiting } from '../scene/make-waits.js';
import { describeWait } from '../wording/describe-wait.js';
import { textWidth } from '../wording/measure-text.js';
import { drawArrow } from './draw-arrow.js';
import { drawBadge } from './draw-badge.js';
import type { Drawing } from './drawing.js';
import { element, partElement, round, textElement } from './element.js';
import { areaOfText, type Ink } from './ink.js';
import { laneHalf, runningLanes } from './layout.js';

/** Draws below the events who still waits, in what, and lines to those who could end the wait; and who runs on. */
export function drawWaits(drawing: Drawing): string {
  const { scene, layout, words, ink } = drawing;
  const loops = scene.waits.map((wait) => drawLoops(wait, drawing));
  const waits = scene.waits.map((wait) => drawWait(wait, drawing));
  const running = runningLanes(scene).map((lane) => {
    const x = layout.xOf(lane.process.id);
    if (x === null) return '';
    const place = { x, y: layout.yOfRunning, maxPx: layout.pitch - 4 };
    return element('g', { class: 'c-ink' }, drawBadge(ink, place, [words.running, '…']));
  });
  return [...loops, ...waits, ...running].join('');
}

function drawWait(wait: Waiting, drawing: Drawing): string {
  const { scene, layout, words, ink } = drawing;
  const x = layout.xOf(wait.process);
  if (x === null) return '';
  const y = layout.yOfWait(wait.row);
  const others = wait.heldBy.flatMap(({ process, fd }) => {
    const holderX = layout.xOf(process);
    if (holderX === null || holderX === x) return [];
    return [{ x: holderX, fd, isLoop: wait.deadlockedWith.includes(process) }];
  });
  const storeX = wait.object === null ? null : layout.xOf(wait.object);
  const isStuck = wait.deadlockedWith.length > 0;
  const self = wait.heldBy.find((holder) => holder.process === wait.process);
  return partElement(
    describeWait(scene, wait, words),
    isStuck ? 'c-bad' : 'c-wait',
    storeX === null || isStuck ? '' : drawHolding(ink, { fromX: x, toX: storeX, y }),
    ...others.map((holder) => (holder.isLoop ? '' : drawHolding(ink, { fromX: x, toX: holder.x, y }))),
    ...others.map((holder) =>
      holder.isLoop ? '' : element('circle', { class: 'ipc-held', cx: holder.x, cy: y, r: 5 }),
    ),
    ...others.map((holder) => (layout.isNarrow ? '' : drawFd(holder, { fromX: x, y }))),
    storeX === null ? '' : element('circle', { class: 'ipc-tip', cx: storeX, cy: y, r: 4 }),
    self ? drawSelfHolding(x, y, self.fd) : '',
    drawBadge(ink, { x, y, maxPx: layout.pitch - 4 }, [words.waits(wait.call), wait.call]),
  );
}

/** Beside a holder, the descriptor by which it holds: the one to close. */
function drawFd(
  { x, fd }: { x: number; fd: number | null },
  { fromX, y }: { fromX: number; y: number },
): string {
  if (fd === null) return '';
  const side = fromX < x ? -1 : 1;
  const anchor = side < 0 ? 'end' : 'start';
  return textElement(
    { class: 'ipc-label ipc-tinted', x: x + side * 14, y: y - 6, 'text-anchor': anchor },
    `fd ${fd}`,
  );
}

/** A loop from the wait back to the waiter's own life line: it holds the other end itself. */
function drawSelfHolding(x: number, y: number, fd: number | null): string {
  return (
    element('path', { class: 'ipc-arrow ipc-end', d: `M${round(x + 24)} ${round(y + 10)}q0 10 -18 10` }) +
    element('circle', { class: 'ipc-held', cx: x, cy: y + 20, r: 5 }) +
    (fd === null
      ? ''
      : textElement(
          { class: 'ipc-label ipc-tinted', x: x - 10, y: y + 24, 'text-anchor': 'end' },
          `fd ${fd}`,
        ))
  );
}

/**
 * Draws what lies below the waits: washed bars on the life lines of those who wait. In a deadlock the lines themselves are part of the
 * loop, so that the eye can go round: along an arrow to the next process, down its line, along its arrow, and back.
 */
export function drawWaitBars({ scene, layout, words, ink }: Drawing): string {
  if (scene.waits.length === 0) return '';
  const height = layout.waitsBottom - layout.rowsBottom;
  const bars = [...new Set(scene.waits.map((wait) => wait.process))].map((id) => {
    const x = layout.xOf(id);
    if (x === null) return '';
    const isStuck = scene.lanes.get(id)?.isDeadlocked ?? false;
    const className = isStuck ? 'ipc-waiting ipc-stuck' : 'ipc-waiting';
    return element('rect', { class: className, x: x - 13, y: layout.rowsBottom, width: 26, height, rx: 5 });
  });
  const frames = scene.deadlocks.map((members) => {
    const places = members.flatMap((id) => layout.xOf(id) ?? []);
    if (places.length === 0) return '';
    const [first, last] = [Math.min(...places), Math.max(...places)];
    const margin = Math.min(70, layout.pitch / 2);
    return element(
      'g',
      { class: 'c-bad' },
      element('rect', {
        class: 'ipc-frame',
        x: first - margin,
        y: layout.rowsBottom,
        width: last - first + margin * 2,
        height,
        rx: 12,
      }),
      // Beside the first life line, not across one.
      drawWord(words.deadlock, { x: first - margin + 8, y: layout.rowsBottom + 17 }, ink),
    );
  });
  return [...frames, ...bars].join('');
}

/** Several deadlocks beside each other each have their word, below each other if need be. */
function drawWord(text: string, { x, y }: { x: number; y: number }, ink: Ink): string {
  const font = { sizePx: 11.5, widthPx: textWidth(text, 11.5, 'sans'), anchor: 'start' } as const;
  const places = [0, 14, 28].map((down) => ({ y: y + down, area: areaOfText({ x, y: y + down, ...font }) }));
  const found = ink.place(places);
  return found ? textElement({ class: 'ipc-label ipc-tinted', x, y: found.y }, text) : '';
}

function drawHolding(ink: Ink, way: { fromX: number; toX: number; y: number }): string {
  return drawArrow({ ...way, fromHalf: laneHalf, toHalf: laneHalf, look: 'wait' }, ink);
}

/** Arrows to the next process of a cycle, and on along its line to where that one waits itself; below the words of all waits. */
function drawLoops(wait: Waiting, { scene, layout, ink }: Drawing): string {
  const fromX = layout.xOf(wait.process);
  if (fromX === null) return '';
  const y = layout.yOfWait(wait.row);
  const loops = wait.deadlockedWith.map((id) => {
    const x = layout.xOf(id);
    if (x === null || x === fromX) return '';
    const nextY = layout.yOfWait(scene.waits.find((one) => one.process === id)?.row ?? wait.row);
    return (
      element('line', { class: 'ipc-arrow ipc-loop', x1: x, y1: y, x2: x, y2: nextY }) +
      drawArrow({ fromX, toX: x, y, fromHalf: laneHalf, toHalf: laneHalf, look: 'loop' }, ink)
    );
  });
  return element('g', { class: 'c-bad' }, ...loops);
}
