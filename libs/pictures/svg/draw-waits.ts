import type { Scene } from '../scene.js';
import { describeWait } from '../wording/describe-wait.js';
import type { Words } from '../wording/words.js';
import { drawArrow } from './draw-arrow.js';
import { drawBadge } from './draw-rows.js';
import { element, titleElement } from './element.js';
import type { Layout } from './layout.js';

const laneHalf = 3.5;

/** Draws below the events who still waits, in what, and lines to those who could end the wait. */
export function drawWaits(scene: Scene, layout: Layout, words: Words): string {
  return scene.waits
    .map((wait, index) => {
      const x = layout.xOf(wait.process);
      if (x === null) return '';
      const y = layout.yOfWait(index);
      const holders = wait.heldBy.flatMap((id) => layout.xOf(id) ?? []);
      const isHeldByItself = wait.heldBy.includes(wait.process);
      return element(
        'g',
        { class: 'c-wait' },
        titleElement(describeWait(scene, wait, words)),
        ...holders.filter((holder) => holder !== x).map((holder) => drawHolding(x, holder, y)),
        isHeldByItself
          ? element('path', { class: 'ipc-arrow ipc-end', d: `M${x + 14} ${y - 10}a10 10 0 1 1 0 20` })
          : '',
        drawBadge({ x, y, maxPx: layout.pitch - 8 }, words.waits(wait.call)),
      );
    })
    .join('');
}

/** Draws the washed bars on the life lines of those who wait; they lie below the life lines. */
export function drawWaitBars(scene: Scene, layout: Layout): string {
  if (scene.waits.length === 0) return '';
  const waiting = new Set(scene.waits.map((wait) => wait.process));
  return [...waiting]
    .flatMap((id) => layout.xOf(id) ?? [])
    .map((x) =>
      element('rect', {
        class: 'ipc-waiting',
        x: x - 13,
        y: layout.rowsBottom,
        width: 26,
        height: layout.waitsBottom - layout.rowsBottom,
        rx: 5,
      }),
    )
    .join('');
}

function drawHolding(fromX: number, toX: number, y: number): string {
  const arrow = drawArrow({
    fromX,
    toX,
    y,
    fromHalf: laneHalf,
    toHalf: laneHalf + 4,
    style: 'ipc-end',
    hasTip: false,
  });
  return arrow + element('circle', { class: 'ipc-born', cx: toX, cy: y, r: 5, stroke: 'currentColor' });
}
