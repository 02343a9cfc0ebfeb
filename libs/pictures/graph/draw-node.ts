import { drawMark } from '../svg/draw-heads.js';
import { drawShape, paddingOf, shapeOf } from '../svg/draw-shape.js';
import { element, partElement, textElement } from '../svg/element.js';
import { colourOf } from '../svg/style.js';
import { fitText } from '../wording/measure-text.js';
import { programName, processTitle } from '../wording/name-of.js';
import { shortName } from '../wording/short-name.js';
import type { GraphNode } from './build-graph.js';
import type { Place } from './place-nodes.js';

/** What a node is called in a sentence. */
export function nodeTitle(node: GraphNode): string {
  if (node.kind === 'object') return node.size > 1 ? `${node.object.kind} ×${node.size}` : node.object.name;
  return node.size > 1 ? `${programName(node.process)} ×${node.size}` : processTitle(node.process);
}

interface NodeLook {
  readonly isStuck: boolean;
  readonly isMarked: boolean;
}

/** Draws a process as a rounded box, an object in the shape of its mechanism. */
export function drawNode(node: GraphNode, place: Place, look: NodeLook): string {
  const { x, y, width, height } = place;
  const mark = look.isMarked ? drawMark(x, y - height / 2, { width, height }) : '';
  return node.kind === 'process'
    ? drawProcess(node, place, { className: look.isStuck ? 'ipc-head ipc-stuck' : 'ipc-head', mark })
    : drawObject(node, place, mark);
}

function drawProcess(
  node: Extract<GraphNode, { kind: 'process' }>,
  { x, y, width, height }: Place,
  { className, mark }: { className: string; mark: string },
): string {
  const { process, size } = node;
  const top = y - height / 2;
  const box = { class: className, x: x - width / 2, y: top, width, height, rx: 9 };
  const at = { x, 'text-anchor': 'middle' } as const;
  const name = size > 1 ? nodeTitle(node) : programName(process);
  return partElement(
    nodeTitle(node),
    'c-ink',
    size > 1 ? element('rect', { ...box, x: box.x + 4, y: top - 4 }) : '',
    element('rect', box),
    mark,
    textElement(
      { class: 'ipc-name', ...at, y: top + 19 },
      fitText(name, { maxPx: width - 8, sizePx: 13, face: 'sans' }),
    ),
    textElement(
      { class: 'ipc-sub', ...at, y: top + 35 },
      process.role === 'harness' ? '' : `pid ${process.pid}`,
    ),
  );
}

function drawObject(
  node: Extract<GraphNode, { kind: 'object' }>,
  { x, y, width, height }: Place,
  mark: string,
): string {
  const { object } = node;
  const top = y - height / 2;
  const shape = shapeOf(object);
  const title = node.size > 1 ? object.kind : object.name;
  const kind = node.size > 1 ? `×${node.size}` : title.startsWith(object.kind) ? '' : object.kind;
  const fit = { maxPx: width - paddingOf(shape), sizePx: 12, face: 'sans' } as const;
  const at = { x: shape === 'tube' || shape === 'queue' ? x - 6 : x, 'text-anchor': 'middle' } as const;
  return partElement(
    `${nodeTitle(node)} (${object.kind})`,
    colourOf(object.mechanism),
    drawShape(shape, { x, y: top, width, height }, 'ipc-store'),
    mark,
    textElement(
      { class: 'ipc-sub ipc-tinted', ...at, y: top + (kind === '' ? 22 : 16) },
      shortName(title, object, fit),
    ),
    textElement({ class: 'ipc-sub', ...at, y: top + 30 }, fitText(kind, { ...fit, sizePx: 11 })),
  );
}
