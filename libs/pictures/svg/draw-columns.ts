import type { Lane, Scene, Store } from '../scene.js';
import { fitText, textWidth } from '../wording/measure-text.js';
import { programName } from '../wording/name-of.js';
import type { Words } from '../wording/words.js';
import { formatBytes } from '../wording/format.js';
import { element, textElement, titleElement } from './element.js';
import type { Layout } from './layout.js';
import { colourOf } from './style.js';

const laneHalf = 3.5;
const tubeHalf = 7;

/** Draws what stands: the heads of processes and objects, life lines, and the tubes through which bytes go. */
export function drawColumns(scene: Scene, layout: Layout, words: Words): string {
  return scene.columns
    .map(({ id }) => {
      const [lane, store, x] = [scene.lanes.get(id), scene.stores.get(id), layout.xOf(id)];
      if (x === null) return '';
      if (lane) return drawLane(lane, x, layout);
      return store ? drawStore(store, x, { layout, words }) : '';
    })
    .join('');
}

function drawLane(lane: Lane, x: number, layout: Layout): string {
  const { headTop, headHeight, pitch } = layout;
  const { process } = lane;
  const start = layout.yOf(lane.fromRow);
  const end = lane.toRow === null ? layout.waitsBottom : layout.yOf(lane.toRow);
  const width = pitch - 14;
  const name = fitText(programName(process), { maxPx: width - 12, sizePx: 13, face: 'sans' });
  return element(
    'g',
    { class: 'c-ink' },
    titleElement(`${process.command.join(' ')} (pid ${process.pid})`),
    element('line', { class: 'ipc-ahead', x1: x, y1: headTop + headHeight, x2: x, y2: start }),
    element('rect', {
      class: 'ipc-life',
      x: x - laneHalf,
      y: start,
      width: laneHalf * 2,
      height: Math.max(0, end - start),
      rx: 2,
    }),
    element('rect', {
      class: lane.isMarked ? 'ipc-head ipc-marked' : 'ipc-head',
      x: x - width / 2,
      y: headTop,
      width,
      height: headHeight,
      rx: 9,
    }),
    textElement({ class: 'ipc-name', x, y: headTop + 19, 'text-anchor': 'middle' }, name),
    textElement(
      { class: 'ipc-sub', x, y: headTop + 35, 'text-anchor': 'middle' },
      process.role === 'harness' ? '' : `pid ${process.pid}`,
    ),
  );
}

function drawStore(store: Store, x: number, { layout, words }: { layout: Layout; words: Words }): string {
  const { headTop, headHeight, pitch } = layout;
  const { object } = store;
  const name = fitText(object.name, { maxPx: pitch - 48, sizePx: 12, face: 'sans' });
  const kind = object.name.startsWith(object.kind)
    ? ''
    : fitText(object.kind, { maxPx: pitch - 48, sizePx: 11, face: 'sans' });
  const isStream = isStreamKind(object.kind);
  // The open end of a lying tube takes room from its name.
  const textX = isStream ? x - 6 : x;
  const width = Math.max(
    64,
    Math.max(textWidth(name, 12, 'sans'), textWidth(kind, 11, 'sans')) + (isStream ? 42 : 24),
  );
  const [top, bottom] = [layout.yOf(store.fromRow) - 13, tubeBottom(store, layout)];
  const shape = store.isMarked ? 'ipc-store ipc-marked' : 'ipc-store';
  return element(
    'g',
    { class: colourOf(object.mechanism) },
    titleElement(`${object.name} (${object.kind})`),
    element('line', { class: 'ipc-ahead', x1: x, y1: headTop + headHeight, x2: x, y2: top }),
    element('rect', {
      class: 'ipc-tube',
      x: x - tubeHalf,
      y: top,
      width: tubeHalf * 2,
      height: Math.max(26, bottom - top),
      rx: tubeHalf,
    }),
    ...store.fills.map((fill) => drawFill(fill, x, layout)),
    drawHead({ x, y: headTop + 5, width, height: headHeight - 10 }, object.kind, shape),
    textElement(
      {
        class: 'ipc-sub ipc-tinted',
        x: textX,
        y: headTop + (kind === '' ? 27 : 20),
        'text-anchor': 'middle',
      },
      name,
    ),
    textElement({ class: 'ipc-sub', x: textX, y: headTop + 34, 'text-anchor': 'middle' }, kind),
    store.unreadBytes > 0 && object.kind !== 'file' && object.kind !== 'device'
      ? drawUnread(`${formatBytes(store.unreadBytes)} ${words.neverRead}`, {
          x,
          y: bottom + 14,
          maxPx: pitch * 1.6,
        })
      : '',
  );
}

function isStreamKind(kind: string): boolean {
  return /pipe|fifo|stream|tcp/.test(kind);
}

function tubeBottom(store: Store, layout: Layout): number {
  if (store.isAwaited) return layout.waitsBottom;
  return store.unreadBytes > 0 ? layout.yOf(store.toRow) + 16 : layout.yOf(store.toRow) + 13;
}

function drawFill(fill: Store['fills'][number], x: number, layout: Layout): string {
  const [top, bottom] = [layout.yOf(fill.fromRow), layout.yOf(fill.toRow)];
  return element('rect', {
    class: 'ipc-fill',
    x: x - 3,
    y: top,
    width: 6,
    height: Math.max(0, bottom - top),
    rx: 3,
  });
}

function drawUnread(text: string, place: { x: number; y: number; maxPx: number }): string {
  const { x, y, maxPx } = place;
  return textElement(
    { class: 'ipc-label ipc-tinted', x, y, 'text-anchor': 'middle' },
    fitText(text, { maxPx, sizePx: 11.5, face: 'sans' }),
  );
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A file is a sheet with a folded corner, a stream a lying tube, anything else a box with double sides. */
function drawHead({ x, y, width, height }: Box, kind: string, shape: string): string {
  const [left, right, bottom] = [x - width / 2, x + width / 2, y + height];
  if (kind === 'file' || kind === 'device') {
    const fold = 9;
    return element('path', {
      class: shape,
      d: `M${n(left)} ${n(y)}H${n(right - fold)}L${n(right)} ${n(y + fold)}V${n(bottom)}H${n(left)}ZM${n(right - fold)} ${n(y)}V${n(y + fold)}H${n(right)}`,
    });
  }
  const isStream = isStreamKind(kind);
  const body = element('rect', { class: shape, x: left, y, width, height, rx: isStream ? height / 2 : 3 });
  if (!isStream)
    return (
      body +
      element('path', {
        class: shape,
        d: `M${n(left + 4)} ${n(y)}V${n(bottom)}M${n(right - 4)} ${n(y)}V${n(bottom)}`,
      })
    );
  return (
    body +
    element('path', {
      class: 'ipc-arrow',
      d: `M${n(right - height / 2)} ${n(y)}a5 ${n(height / 2)} 0 0 0 0 ${n(height)}`,
    })
  );
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
