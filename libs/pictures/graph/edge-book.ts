import type { Mechanism, TracedMapping } from '#libs/contracts/trace';

/** What an edge means. */
export type EdgeLook =
  | 'data'
  | 'end-of-file'
  | 'descriptor'
  | 'wake'
  | 'mapping'
  | 'inferred'
  | 'signal'
  | 'fork'
  | 'map'
  | 'wait'
  | 'hold'
  | 'loop';

/** All that went one way between two nodes, as far as it means the same. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly look: EdgeLook;
  readonly bytes: number;
  readonly count: number;
  /** A signal's name or a call's. */
  readonly name: string;
  readonly access: TracedMapping['access'] | null;
  readonly fd: number | null;
  /** Set on an edge from process to process that stands for the object between them. */
  readonly mechanism: Mechanism | null;
}

type Stroke = Pick<GraphEdge, 'look'> & Partial<Omit<GraphEdge, 'from' | 'to' | 'look'>>;

/** Collects edges: what goes the same way and means the same is one edge with a sum. */
export class EdgeBook {
  readonly #edges = new Map<string, GraphEdge>();
  readonly #nodes: ReadonlySet<string>;

  constructor(nodes: ReadonlySet<string>) {
    this.#nodes = nodes;
  }

  draw(from: string | null, to: string | null, stroke: Stroke): void {
    if (from === null || to === null || from === to || !this.#nodes.has(from) || !this.#nodes.has(to)) return;
    const { look, name = '', mechanism = null } = stroke;
    const key = JSON.stringify([from, to, look, name, mechanism]);
    const known = this.#edges.get(key);
    const isBoth = known !== undefined && stroke.access !== undefined && known.access !== stroke.access;
    this.#edges.set(key, {
      from,
      to,
      look,
      name,
      mechanism,
      bytes: (known?.bytes ?? 0) + (stroke.bytes ?? 0),
      count: (known?.count ?? 0) + (stroke.count ?? 1),
      access: isBoth ? 'both' : (stroke.access ?? null),
      fd: known ? known.fd : (stroke.fd ?? null),
    });
  }

  /** An end-of-file beside data on the same way goes without saying, and so does a fork beside anything. */
  edges(): readonly GraphEdge[] {
    const all = [...this.#edges.values()];
    const ways = new Set(all.flatMap(({ from, to, look }) => (look === 'fork' ? [] : [`${from} ${to}`])));
    const data = new Set(all.flatMap(({ from, to, look }) => (look === 'data' ? [`${from} ${to}`] : [])));
    return all.filter(({ from, to, look }) => {
      if (look === 'fork') return !ways.has(`${from} ${to}`);
      return look !== 'end-of-file' || !data.has(`${from} ${to}`);
    });
  }
}
