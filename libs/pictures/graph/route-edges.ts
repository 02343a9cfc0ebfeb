import type { GraphEdge } from './edge-book.js';
import type { Place } from './place-nodes.js';

/** The way of an edge: a curve from the border of one node to that of another. */
export interface Route {
  readonly edge: GraphEdge;
  readonly start: Point;
  /** From here to `until` it is a curve; before and after it runs upright. */
  readonly since: Point;
  readonly bend: Point;
  readonly turn: Point;
  readonly until: Point;
  readonly end: Point;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

type Side = 'top' | 'bottom';

interface Port {
  readonly edge: GraphEdge;
  readonly node: string;
  readonly side: Side;
  readonly otherX: number;
}

const portGapMax = 18;
const archHeight = 24;

/**
 * Finds the ways of edges. Each leaves by the side of its node that faces the other one, at a port of its own: ports stand in the order
 * of the other ends, so that edges side by side do not cross. Nodes of one line are joined by an arch.
 */
export function routeEdges(
  edges: readonly GraphEdge[],
  places: ReadonlyMap<string, Place>,
): readonly Route[] {
  const ends = edges.flatMap((edge) => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (!from || !to) return [];
    const side = (own: Place, other: Place): Side => (other.y > own.y + 1 ? 'bottom' : 'top');
    const ports = [
      { edge, node: edge.from, side: side(from, to), otherX: to.x },
      { edge, node: edge.to, side: side(to, from), otherX: from.x },
    ] as const;
    return [{ edge, from, to, ports }];
  });
  const ports = ends.flatMap((end) => end.ports);
  return ends.map(({ edge, from, to, ports: [first, second] }, index) => {
    const start = locate(first, from, ports);
    const end = locate(second, to, ports);
    const isArch = first.side === second.side;
    const since = isArch ? start : upright(start, first.side, from);
    const until = isArch ? end : upright(end, second.side, to);
    const reach = isArch ? -archHeight - (index % 4) * 5 : (until.y - since.y) / 2;
    return {
      edge,
      start,
      since,
      bend: { x: since.x, y: since.y + reach },
      turn: { x: until.x, y: isArch ? until.y + reach : until.y - reach },
      until,
      end,
    };
  });
}

function upright({ x, y }: Point, side: Side, place: Place): Point {
  return { x, y: side === 'top' ? y - place.above : y + place.below };
}

function locate(port: Port, place: Place, all: readonly Port[]): Point {
  const beside = all
    .filter((other) => other.node === port.node && other.side === port.side)
    .toSorted((a, b) => a.otherX - b.otherX);
  const gap = Math.min(portGapMax, (place.width * 0.8) / beside.length);
  const x = place.x + (beside.indexOf(port) - (beside.length - 1) / 2) * gap;
  return { x, y: place.y + (port.side === 'top' ? -place.height / 2 : place.height / 2) };
}

/** The point of a route after a part of its curve, 0 being the begin and 1 the end: a cubic Bézier curve. */
export function along({ since, bend, turn, until }: Route, part: number): Point {
  const rest = 1 - part;
  const weights = [rest ** 3, 3 * rest ** 2 * part, 3 * rest * part ** 2, part ** 3];
  const points = [since, bend, turn, until];
  return points.reduce(
    (sum, point, index) => ({
      x: sum.x + point.x * (weights[index] ?? 0),
      y: sum.y + point.y * (weights[index] ?? 0),
    }),
    { x: 0, y: 0 },
  );
}
