import type { Trace } from '#libs/contracts/trace';
import { buildGraph, type GraphNode } from './graph/build-graph.js';
import type { EdgeLook, GraphEdge } from './graph/edge-book.js';
import { labelEdge } from './graph/label-edge.js';
import { type Shape, shapeOf } from './svg/draw-shape.js';
import { programName } from './wording/name-of.js';
import { safeText } from './wording/safe-text.js';
import { wordsOf } from './wording/words.js';

const shapes: Readonly<Record<Shape, string>> = {
  tube: 'cylinder',
  sheet: 'note',
  plug: 'component',
  slab: 'box3d',
  queue: 'cds',
  turnstile: 'hexagon',
};

const styles: Readonly<Record<EdgeLook, string>> = {
  data: 'solid',
  'end-of-file': 'dashed',
  descriptor: 'bold',
  wake: 'solid',
  mapping: 'solid',
  inferred: 'dashed',
  signal: 'dotted',
  fork: 'dotted',
  map: 'solid',
  wait: 'dashed',
  hold: 'dashed',
  loop: 'bold',
};

const tipless: ReadonlySet<EdgeLook> = new Set(['map', 'hold']);

/**
 * Writes a trace as a graph in Graphviz's DOT: processes as boxes, objects in the shape that is nearest to that of the picture, an edge
 * for all that went one way between two of them. Time is left out. See graphviz.org, "DOT Language".
 */
export function writeDot(trace: Trace): string {
  const graph = buildGraph(trace);
  const lines = [...graph.nodes.map(writeNode), ...graph.edges.map(writeEdge)];
  return `digraph ipc {\n  rankdir=LR;\n${lines.join('\n')}\n}\n`;
}

function writeNode(node: GraphNode): string {
  const times = node.size > 1 ? ` ×${node.size}` : '';
  if (node.kind === 'process') {
    const pid = node.size > 1 ? '' : `\npid ${node.process.pid}`;
    return `  ${quoted(node.id)} [shape=box label=${quoted(`${programName(node.process)}${times}${pid}`)}];`;
  }
  const label = node.size > 1 ? `${node.object.kind}${times}` : node.object.name;
  return `  ${quoted(node.id)} [shape=${shapes[shapeOf(node.object)]} label=${quoted(label)}];`;
}

function writeEdge(edge: GraphEdge): string {
  const tip = tipless.has(edge.look) ? ' dir=none' : '';
  const label = quoted(labelEdge(edge, wordsOf('en')));
  return `  ${quoted(edge.from)} -> ${quoted(edge.to)} [label=${label} style=${styles[edge.look]}${tip}];`;
}

function quoted(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => safeText(line).replaceAll('\\', '\\\\').replaceAll('"', '\\"'));
  return `"${lines.join('\\n')}"`;
}
