import type { Trace } from '#libs/contracts/trace';
import { drawGraph } from './graph/draw-graph.js';
import type { SceneOptions } from './scene/options.js';
import { buildScene } from './scene.js';
import { drawLane } from './svg/draw-lanes.js';
import { drawLegend } from './svg/draw-legend.js';
import { drawNotes } from './svg/draw-notes.js';
import { drawRows, drawRules } from './svg/draw-rows.js';
import { drawStore } from './svg/draw-stores.js';
import { drawViews } from './svg/draw-views.js';
import { drawWaitBars, drawWaits } from './svg/draw-waits.js';
import { Ink } from './svg/ink.js';
import type { Drawing } from './svg/drawing.js';
import { layOut } from './svg/layout.js';
import { drawPage } from './svg/draw-page.js';
import { formatMs } from './wording/format.js';
import { type Language, type Words, wordsOf } from './wording/words.js';
import { listLines } from './write-text.js';

export interface DrawOptions extends SceneOptions {
  /** Who sent what to whom in order of time, or who is connected by what. */
  readonly view?: 'sequence' | 'graph';
  readonly title?: string;
  readonly lang?: Language;
}

/**
 * Draws a trace as one self-contained SVG: processes as life lines from fork to exit, objects as tubes between them, bytes as arrows
 * through the tubes, in order of time. It brings its own light and dark colours and no script; all text is escaped.
 */
export function drawSvg(trace: Trace, options: DrawOptions = {}): string {
  if (options.view === 'graph') return drawGraph(trace, options);
  const words = wordsOf(options.lang ?? 'en');
  const scene = buildScene(trace, options);
  const layout = layOut(scene);
  const drawing = { scene, layout, words, ink: new Ink() };
  const headBottom = layout.headTop + layout.headHeight;
  drawing.ink.add({ left: 0, right: layout.width, top: layout.headTop, bottom: headBottom });
  // What happened comes first: the words on what stands find their places between it.
  const happened = [drawRows(drawing), drawWaits(drawing)];
  const room = { x: 20, maxPx: layout.width - 40 };
  const legend = drawLegend(scene, words, { ...room, y: layout.waitsBottom + 26 });
  const notes = drawNotes(scene, words, { ...room, y: layout.waitsBottom + 30 + legend.heightPx });
  return drawPage(
    {
      title: options.title ?? words.picture,
      subtitle: factsOf(drawing, words),
      lang: options.lang ?? 'en',
      description: listLines(scene, words),
      width: layout.width,
      isDense: layout.isNarrow,
      height: layout.waitsBottom + 30 + legend.heightPx + notes.heightPx + 10,
    },
    [
      drawRules(drawing),
      drawWaitBars(drawing),
      drawColumns(drawing),
      ...happened,
      legend.markup,
      notes.markup,
    ],
  );
}

/** What stands: bands of memory below everything else, then life lines and tubes from left to right. */
function drawColumns(drawing: Drawing): string {
  const { scene, layout } = drawing;
  const columns = scene.columns.map(({ id }) => {
    const [lane, store, x] = [scene.lanes.get(id), scene.stores.get(id), layout.xOf(id)];
    if (x === null) return '';
    if (lane) return drawLane(lane, x, drawing);
    return store ? drawStore(store, x, drawing) : '';
  });
  const bands = [...scene.stores.values()].map((store) => {
    const x = layout.xOf(store.object.id);
    return x === null ? '' : drawViews(store, x, drawing);
  });
  return [...bands, ...columns].join('');
}

function factsOf({ scene }: Drawing, words: Words): string {
  const { window, endMs } = scene;
  const count = (parts: Iterable<{ size: number }>): number =>
    [...parts].reduce((sum, one) => sum + one.size, 0);
  return [
    words.processes(count(scene.lanes.values())),
    words.objects(count(scene.stores.values())),
    window === null
      ? formatMs(endMs)
      : words.shownTime(formatMs(window.fromMs), formatMs(window.toMs), formatMs(endMs)),
  ].join(' · ');
}
