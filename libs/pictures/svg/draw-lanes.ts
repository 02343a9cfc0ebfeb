import type { MishapMark } from '../scene/make-mishaps.js';
import type { Lane, Sleep, Stint, ThreadLine } from '../scene/make-lane.js';
import { processLabel } from '../wording/describe-happening.js';
import { describeMishap, describeSleep, describeStint } from '../wording/describe-standing.js';
import { drawLaneHead } from './draw-heads.js';
import type { Drawing } from './drawing.js';
import { detailElement, element, partElement, round } from './element.js';
import { laneHalf } from './layout.js';

/** Threads stand so far from each other, and no more of them are drawn beside one life line. */
const threadPitch = 9;
const threadsMax = 8;

/** A sleep shorter than this on paper would not be seen. */
const sleepHeightMin = 5;

/** Draws a life line from birth to end: solid where the process ran, hollow where a call of it slept. */
export function drawLane(lane: Lane, x: number, drawing: Drawing): string {
  const { layout, scene, words } = drawing;
  const { headTop, headHeight } = layout;
  const start = layout.yOf(lane.fromRow);
  const bottom = scene.window === null ? layout.waitsBottom : layout.rowsBottom;
  const end = Math.max(start, lane.toRow === null ? bottom : layout.yOf(lane.toRow));
  const { process } = lane;
  const command =
    lane.size > 1
      ? (processLabel(scene, process.id) ?? '')
      : `${process.command.join(' ')} (pid ${process.pid})`;
  const threads = process.threads.length > 0 ? `, ${words.threads(process.threads.length + 1)}` : '';
  const body = partElement(
    command + threads + (lane.isMarked ? `, ${words.legend.mark}` : ''),
    'c-ink',
    element('line', { class: 'ipc-ahead', x1: x, y1: headTop + headHeight, x2: x, y2: start }),
    lane.isMarked ? drawGlow(x, { start, end }) : '',
    element('rect', {
      class: lane.stints.length > 0 ? 'ipc-life ipc-idle' : 'ipc-life',
      x: x - laneHalf,
      y: start,
      width: laneHalf * 2,
      height: end - start,
      rx: 2,
    }),
    drawLaneHead(lane, x, drawing),
  );
  const threadLines = lane.threads
    .slice(0, threadsMax)
    .map((thread, index) => drawThread(thread, x - 4 - (index + 1) * threadPitch, drawing));
  const stints = lane.stints.map((stint) => drawStint(stint, x, drawing));
  const sleeps = lane.sleeps.map((sleep) => drawSleep(sleep, x, drawing));
  const mishaps = lane.mishaps.map((mishap) => drawMishap(mishap, x, drawing));
  return [body, ...stints, ...sleeps, ...threadLines, ...mishaps].join('');
}

function drawGlow(x: number, { start, end }: { start: number; end: number }): string {
  return element('rect', { class: 'ipc-glow', x: x - 8, y: start, width: 16, height: end - start, rx: 8 });
}

function drawSleep(sleep: Sleep, x: number, { layout, scene, words }: Drawing): string {
  const top = layout.yOf(sleep.fromRow);
  const height = Math.max(sleepHeightMin, layout.yOf(sleep.toRow) - top);
  return detailElement(
    describeSleep(scene, sleep, words),
    '',
    element('rect', { class: 'ipc-sleep', x: x - 4.5, y: top, width: 9, height, rx: 2 }),
  );
}

// Where a seed decided who ran: the dark parts of all life lines together are one line, for one ran at a time.
function drawStint(stint: Stint, x: number, { layout, words }: Drawing): string {
  const top = layout.yOf(stint.fromRow);
  const height = Math.max(1, layout.yOf(stint.toRow) - top);
  return detailElement(
    describeStint(stint, words),
    'c-ink',
    element('rect', { class: 'ipc-stint', x: x - laneHalf, y: top, width: laneHalf * 2, height }),
  );
}

/** A triangle on the life line: here something went wrong that nobody is to blame for. */
function drawMishap(mishap: MishapMark, x: number, { layout, words }: Drawing): string {
  return detailElement(describeMishap(mishap, words), 'c-mark', drawTriangle(x, layout.yOf(mishap.row)));
}

/** The sign of bad luck on purpose, with its middle at a place. */
export function drawTriangle(x: number, y: number): string {
  return element('path', { class: 'ipc-held', d: `M${round(x)} ${round(y - 7)}l7 12h-14Z` });
}

function drawThread(thread: ThreadLine, x: number, drawing: Drawing): string {
  const { layout, words } = drawing;
  const [top, bottom] = [layout.yOf(thread.fromRow), layout.yOf(thread.toRow)];
  return detailElement(
    words.thread(thread.tid),
    'c-ink',
    element('rect', {
      class: 'ipc-thread',
      x: x - 2,
      y: top,
      width: 4,
      height: Math.max(4, bottom - top),
      rx: 2,
    }),
    ...thread.sleeps.map((sleep) => drawSleep(sleep, x, drawing)),
  );
}
