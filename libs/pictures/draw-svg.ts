import type { Trace } from '#libs/contracts/trace';
import { buildScene, type Scene } from './scene.js';
import { drawColumns } from './svg/draw-columns.js';
import { drawLegend, drawNotes } from './svg/draw-notes.js';
import { drawRows, drawRules } from './svg/draw-rows.js';
import { drawWaitBars, drawWaits } from './svg/draw-waits.js';
import { element, textElement, titleElement } from './svg/element.js';
import { type Layout, layOut } from './svg/layout.js';
import { style } from './svg/style.js';
import { formatMs } from './wording/format.js';
import { fitText } from './wording/measure-text.js';
import { xmlText } from './wording/safe-text.js';
import { type Language, type Words, wordsOf } from './wording/words.js';
import { writeText } from './write-text.js';

export interface DrawOptions {
  readonly title?: string;
  readonly lang?: Language;
  /** Also draws the harness that feeds and reads the programs. */
  readonly showHarness?: boolean;
  /** Ids of processes and objects to point at. */
  readonly mark?: readonly string[];
}

/** A longer text is no help to who cannot see the picture; the whole is what `writeText` gives. */
const descriptionCharactersMax = 4000;

/**
 * Draws a trace as one self-contained SVG: processes as life lines from fork to exit, objects as tubes between them, bytes as arrows
 * through the tubes, in order of time. It brings its own light and dark colours and no script; all text is escaped.
 */
export function drawSvg(trace: Trace, options: DrawOptions = {}): string {
  const words = wordsOf(options.lang ?? 'en');
  const scene = buildScene(trace, options);
  const layout = layOut(scene);
  const title = options.title ?? words.picture;
  const drawing = { scene, layout, words };
  const room = { x: 20, maxPx: layout.width - 40 };
  const legend = drawLegend(scene, words, { ...room, y: layout.waitsBottom + 26 });
  const notes = drawNotes(scene, words, { ...room, y: layout.waitsBottom + 30 + legend.heightPx });
  const height = layout.waitsBottom + 30 + legend.heightPx + notes.heightPx + 10;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'ipclab-picture',
      role: 'img',
      lang: options.lang ?? 'en',
      viewBox: `0 0 ${Math.ceil(layout.width)} ${Math.ceil(height)}`,
      width: Math.ceil(layout.width),
      height: Math.ceil(height),
    },
    titleElement(title),
    element('desc', {}, xmlText(writeText(trace, options.lang ?? 'en').slice(0, descriptionCharactersMax))),
    element('style', {}, style),
    element('rect', { class: 'ipc-paper', width: '100%', height: '100%' }),
    drawTitle({ scene, layout, words, title }),
    drawRules(drawing),
    drawWaitBars(scene, layout),
    drawColumns(scene, layout, words),
    drawRows(drawing),
    drawWaits(scene, layout, words),
    legend.markup,
    notes.markup,
  );
}

function drawTitle({
  scene,
  layout,
  words,
  title,
}: {
  scene: Scene;
  layout: Layout;
  words: Words;
  title: string;
}): string {
  const facts = [
    words.processes(scene.lanes.size),
    words.objects(scene.stores.size),
    formatMs(scene.endMs),
  ].join(' · ');
  const fit = { maxPx: layout.width - 40, sizePx: 17, face: 'sans' } as const;
  return (
    textElement({ class: 'ipc-title', x: 20, y: 30 }, fitText(title, fit)) +
    textElement({ class: 'ipc-subtitle', x: 20, y: 50 }, facts)
  );
}
