import type { Trace } from '#libs/contracts/trace';
import type { FileGroup } from '../scene/fold-files.js';
import type { SceneOptions } from '../scene/options.js';
import { writeNotes } from '../svg/draw-notes.js';
import { drawPage } from '../svg/draw-page.js';
import { colourOf } from '../svg/style.js';
import { type Language, type Words, wordsOf } from '../wording/words.js';
import { buildGraph, type Graph, type GraphNode } from './build-graph.js';
import { drawEdge, drawEdgeLabel, fitEdgeLabel } from './draw-edge.js';
import { drawNode, nodeTitle } from './draw-node.js';
import type { GraphEdge } from './edge-book.js';
import { labelEdge } from './label-edge.js';
import { placeLabels } from './place-labels.js';
import { type Place, placeNodes } from './place-nodes.js';
import { routeEdges } from './route-edges.js';

export interface GraphOptions extends SceneOptions {
  readonly title?: string;
  readonly lang?: Language;
}

const margin = 36;
const top = 96;
const widthMin = 520;

/** With more edges than this, one that is interrupted where it crosses another cannot be followed. */
const denseFrom = 40;

/** Draws who is connected by what: processes as boxes in the layers of their tree, objects as shapes between them, totals on the edges. */
export function drawGraph(trace: Trace, options: GraphOptions = {}): string {
  const words = wordsOf(options.lang ?? 'en');
  const graph = buildGraph(trace, options);
  const placement = placeNodes(graph);
  const width = Math.max(widthMin, placement.width + margin * 2);
  const places = moved(placement.places, { x: (width - placement.width) / 2, y: top });
  const marked = new Set(options.mark);
  const nodes = graph.nodes.map((node) => {
    const place = places.get(node.id);
    const look = { isStuck: graph.deadlocked.has(node.id), isMarked: marked.has(node.id) };
    return place ? drawNode(node, place, look) : '';
  });
  const edges = drawEdges(graph, places, words);
  const left = graph.visible.leftOut;
  const notes = writeNotes(
    [
      [words.graphNote, ...(left > 0 ? [words.leftOut(left)] : [])].join(' '),
      ...graph.groups.map((group) => describeGroup(graph, group, words)),
    ],
    { x: 20, y: top + placement.height + 31, maxPx: width - 40 },
  );
  return drawPage(
    {
      title: options.title ?? words.picture,
      subtitle: `${words.processes(count(graph, 'process'))} · ${words.objects(count(graph, 'object'))}`,
      lang: options.lang ?? 'en',
      description: graph.edges.map((edge) => describeEdge(graph, edge, words)),
      width,
      height: top + placement.height + 35 + notes.heightPx,
      isDense: graph.edges.length > denseFrom,
    },
    [edges.lines, nodes.join(''), edges.labels, notes.markup],
  );
}

function moved(places: ReadonlyMap<string, Place>, by: { x: number; y: number }): ReadonlyMap<string, Place> {
  return new Map([...places].map(([id, place]) => [id, { ...place, x: place.x + by.x, y: place.y + by.y }]));
}

/** Lines lie below the nodes, their words above. */
function drawEdges(
  graph: Graph,
  places: ReadonlyMap<string, Place>,
  words: Words,
): { lines: string; labels: string } {
  const routes = routeEdges(graph.edges, places);
  const lines = routes.map((route) =>
    drawEdge(route, {
      says: describeEdge(graph, route.edge, words),
      colour: colourOfEdge(graph, route.edge),
    }),
  );
  const labels = routes
    .filter((route) => isLabelled(graph, route.edge))
    .map((route) => ({ route, text: fitEdgeLabel(labelEdge(route.edge, words)) }));
  const points = placeLabels(labels, places, routes);
  return {
    lines: lines.join(''),
    labels: labels
      .map(({ route, text }, index) => {
        const at = points[index];
        return at ? drawEdgeLabel(at, text, colourOfEdge(graph, route.edge)) : '';
      })
      .join(''),
  };
}

function count(graph: Graph, kind: GraphNode['kind']): number {
  const direct = kind === 'object' ? graph.direct : 0;
  return graph.nodes.filter((node) => node.kind === kind).reduce((sum, node) => sum + node.size, direct);
}

/** What comes out of an object as it went in need not be said twice; that processes were forked is seen by their layers. */
function isLabelled(graph: Graph, edge: GraphEdge): boolean {
  if (edge.look === 'fork') return false;
  // The two arrows between two that wait for each other have one word.
  if (edge.look === 'loop') return edge === graph.edges.find((other) => other.look === 'loop');
  const isOut = graph.nodes.some((node) => node.kind === 'object' && node.id === edge.from);
  const into = graph.edges.filter((other) => other.to === edge.from && other.look === edge.look);
  const [only] = into;
  return !isOut || into.length !== 1 || only?.bytes !== edge.bytes || only.count !== edge.count;
}

function colourOfEdge(graph: Graph, edge: GraphEdge): string {
  if (edge.look === 'fork') return 'c-ink';
  if (edge.look === 'signal' || edge.look === 'loop') return 'c-bad';
  if (edge.look === 'wait' || edge.look === 'hold') return 'c-wait';
  if (edge.mechanism !== null) return colourOf(edge.mechanism);
  const ends = new Set([edge.from, edge.to]);
  const object = graph.nodes.find((node) => node.kind === 'object' && ends.has(node.id));
  return object?.kind === 'object' ? colourOf(object.object.mechanism) : 'c-ink';
}

function describeEdge(graph: Graph, edge: GraphEdge, words: Words): string {
  return `${titleOf(graph, edge.from)} → ${titleOf(graph, edge.to)}: ${labelEdge(edge, words)}`;
}

function describeGroup(graph: Graph, { object, users }: FileGroup, words: Words): string {
  const size = graph.nodes.find((node) => node.id === object)?.size ?? 1;
  const names = users.map((id) => titleOf(graph, id));
  return `${titleOf(graph, object)}: ${words.fileGroup(size, names)}.`;
}

function titleOf(graph: Graph, id: string): string {
  const node = graph.nodes.find((one) => one.id === id);
  return node ? nodeTitle(node) : id;
}
