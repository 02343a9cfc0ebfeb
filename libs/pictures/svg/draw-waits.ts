import type { Scene, Waiting } from '../scene.js';
import { describeWait } from '../wording/describe-wait.js';
import type { Words } from '../wording/words.js';
import { drawArrow } from './draw-arrow.js';
import { drawBadge } from './draw-rows.js';
import { element, titleElement } from './element.js';
import { type Layout, runningLanes } from './layout.js';

const laneHalf = 3.5;

/** Draws below the events who still waits, in what, and lines to those who could end the wait; and who runs on. */
export function drawWaits(scene: Scene, layout: Layout, words: Words): string {
  const waits = scene.waits.map((wait, index) =>
    drawWait(scene, layout, { wait, words, y: layout.yOfWait(index) }),
  );
  const running = runningLanes(scene).map((lane) => {
    const x = layout.xOf(lane.process.id);
    return x === null
      ? ''
      : element(
          'g',
          { class: 'c-ink' },
          drawBadge({ x, y: layout.yOfRunning, maxPx: layout.pitch - 8 }, [words.running]),
        );
  });
  return [...waits, ...running].join('');
}

function drawWait(
  scene: Scene,
  layout: Layout,
  { wait, words, y }: { wait: Waiting; words: Words; y: number },
): string {
  const x = layout.xOf(wait.process);
  if (x === null) return '';
  const store = wait.object === null ? undefined : scene.stores.get(wait.object);
  const others = wait.heldBy.flatMap((id) => layout.xOf(id) ?? []).filter((holder) => holder !== x);
  const storeX = store ? layout.xOf(store.object.id) : null;
  const farthest = [...others, ...(storeX === null ? [] : [storeX])];
  return element(
    'g',
    { class: 'c-wait' },
    titleElement(describeWait(scene, wait, words)),
    ...farthest.map((holder) => drawHolding(x, holder, y)),
    ...others.map((holder) => element('circle', { class: 'ipc-held', cx: holder, cy: y, r: 5 })),
    storeX === null ? '' : element('circle', { class: 'ipc-tip', cx: storeX, cy: y, r: 4 }),
    wait.heldBy.includes(wait.process) ? drawSelfHolding(x, y) : '',
    drawBadge({ x, y, maxPx: layout.pitch - 8 }, [words.waits(wait.call), wait.call]),
  );
}

/** A loop from the wait back to the waiter's own life line: it holds the other end itself. */
function drawSelfHolding(x: number, y: number): string {
  return (
    element('path', { class: 'ipc-arrow ipc-end', d: `M${round(x + 24)} ${round(y + 10)}q0 10 -18 10` }) +
    element('circle', { class: 'ipc-held', cx: x, cy: y + 20, r: 5 })
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
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
  return drawArrow({ fromX, toX, y, fromHalf: laneHalf, toHalf: laneHalf, style: 'ipc-end', hasTip: false });
}
