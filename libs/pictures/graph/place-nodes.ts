import type { Graph } from './build-graph.js';
import { type Layers, layerNodes } from './layer-nodes.js';

/** Where the middle of a node stands, and its size, in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** How far edges run upright above and below it, past the other line of its layer. */
  readonly above: number;
  readonly below: number;
}

export interface Placement {
  readonly places: ReadonlyMap<string, Place>;
  readonly width: number;
  readonly height: number;
}

const processHeight = 44;
const objectHeight = 36;
const gapY = 88;

/** A layer of more nodes than this has narrow ones in two lines, those of the second below the gaps of the first. */
const wideUpTo = 10;
const wide = { width: 128, gapX: 34, lines: 1 } as const;
const narrow = { width: 78, gapX: 22, lines: 2 } as const;
const lineGapY = 40;

/** After so many rounds nothing changes any more, or it goes round in circles. */
const rounds = 12;

/**
 * Places the nodes of a graph: layers from the top, and in each layer an order in which few edges cross, found by moving nodes to the
 * middle of their neighbours (Sugiyama, Tagawa and Toda 1981). The same graph always gets the same places.
 */
export function placeNodes(graph: Graph): Placement {
  const layers = layerNodes(graph);
  const neighbours = neighboursOf(graph);
  let best = spread(layers, new Map(), neighbours);
  let order: Layers = layers;
  let fewest = crossings(graph, best);
  for (let round = 0; round < rounds; round += 1) {
    const from = spread(order, best, neighbours);
    order = order.map((layer) => byMiddle(layer, from, neighbours));
    const xs = spread(order, from, neighbours);
    const count = crossings(graph, xs);
    if (count < fewest || round === 0) [best, fewest] = [xs, count];
  }
  const sorted = layers.map((layer) => layer.toSorted((a, b) => (best.get(a) ?? 0) - (best.get(b) ?? 0)));
  const settled = [1, 2, 3, 4].reduce((xs) => spread(sorted, xs, neighbours), best);
  return layOut(graph, sorted, settled);
}

type Xs = ReadonlyMap<string, number>;
type Neighbours = ReadonlyMap<string, readonly string[]>;

function neighboursOf(graph: Graph): Neighbours {
  const found = new Map<string, string[]>(graph.nodes.map((node) => [node.id, []]));
  for (const { from, to } of graph.edges) {
    found.get(from)?.push(to);
    found.get(to)?.push(from);
  }
  return found;
}

function measuresOf(layer: readonly string[]): typeof wide | typeof narrow {
  return layer.length > wideUpTo ? narrow : wide;
}

/** Moves each node as near to the middle of its neighbours as its layer has room, without changing the order. */
function spread(layers: Layers, before: Xs, neighbours: Neighbours): Xs {
  const xs = new Map(before);
  for (const layer of layers) {
    const { width, gapX, lines } = measuresOf(layer);
    const gap = (width + gapX) / lines;
    const wanted = layer.map(
      (id, index) => middle(id, xs, neighbours) ?? (index - (layer.length - 1) / 2) * gap,
    );
    const left: number[] = [];
    for (const [index, x] of wanted.entries())
      left.push(index === 0 ? x : Math.max(x, (left[index - 1] ?? 0) + gap));
    const right: number[] = [];
    for (const [index, x] of wanted.toReversed().entries())
      right.push(index === 0 ? x : Math.min(x, (right[index - 1] ?? 0) - gap));
    right.reverse();
    for (const [index, id] of layer.entries()) xs.set(id, ((left[index] ?? 0) + (right[index] ?? 0)) / 2);
  }
  return xs;
}

function middle(id: string, xs: Xs, neighbours: Neighbours): number | null {
  const known = (neighbours.get(id) ?? []).flatMap((other) => xs.get(other) ?? []);
  return known.length === 0 ? null : known.reduce((sum, x) => sum + x, 0) / known.length;
}

function byMiddle(layer: readonly string[], xs: Xs, neighbours: Neighbours): readonly string[] {
  const key = (id: string): number => middle(id, xs, neighbours) ?? xs.get(id) ?? 0;
  return layer.toSorted((a, b) => key(a) - key(b));
}

/** How many pairs of edges change sides on their way. Only a measure: edges of different layers count too. */
function crossings(graph: Graph, xs: Xs): number {
  const lines = graph.edges.map(({ from, to }) => ({ from, to, a: xs.get(from) ?? 0, b: xs.get(to) ?? 0 }));
  let count = 0;
  for (const [index, one] of lines.entries())
    for (const other of lines.slice(index + 1)) {
      const isApart = one.from !== other.from && one.to !== other.to;
      if (isApart && (one.a - other.a) * (one.b - other.b) < 0) count += 1;
    }
  return count;
}

function layOut(graph: Graph, layers: Layers, xs: Xs): Placement {
  const heights = new Map(
    graph.nodes.map((node) => [node.id, node.kind === 'process' ? processHeight : objectHeight]),
  );
  const most = layers
    .flat()
    .reduce(
      (span, id) => ({ min: Math.min(span.min, xs.get(id) ?? 0), max: Math.max(span.max, xs.get(id) ?? 0) }),
      { min: Infinity, max: -Infinity },
    );
  const places = new Map<string, Place>();
  let top = 0;
  for (const layer of layers) {
    const { lines, width } = measuresOf(layer);
    for (const [index, id] of layer.entries()) {
      const above = (index % lines) * (processHeight + lineGapY);
      const below = (lines - 1) * (processHeight + lineGapY) - above;
      const y = top + above + processHeight / 2;
      const x = (xs.get(id) ?? 0) - most.min + wide.width / 2;
      places.set(id, { x, y, width, height: heights.get(id) ?? processHeight, above, below });
    }
    top += lines * processHeight + (lines - 1) * lineGapY + gapY;
  }
  const width = layers.length === 0 ? 0 : most.max - most.min + wide.width;
  return { places, width, height: Math.max(0, top - gapY) };
}
