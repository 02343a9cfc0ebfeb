import type { Graph, GraphNode } from './build-graph.js';

/** Nodes by layer, from the top: processes by their depth in the tree, objects between those whom they connect. */
export type Layers = readonly (readonly string[])[];

/**
 * Puts each node in a layer. Processes have even numbers, objects odd ones: just above the deepest of those who use it, or just below
 * when all are equally deep. What comes from outside stands above its reader.
 */
export function layerNodes(graph: Graph): Layers {
  const depths = depthsOf(graph);
  const layers = new Map<number, string[]>();
  for (const node of graph.nodes) {
    const layer = node.kind === 'process' ? (depths.get(node.id) ?? 0) * 2 : objectLayer(graph, node, depths);
    layers.set(layer, [...(layers.get(layer) ?? []), node.id]);
  }
  return [...layers.keys()].toSorted((a, b) => a - b).map((layer) => layers.get(layer) ?? []);
}

function objectLayer(graph: Graph, node: GraphNode, depths: ReadonlyMap<string, number>): number {
  const used = graph.edges.flatMap((edge) =>
    edge.from === node.id
      ? (depths.get(edge.to) ?? [])
      : edge.to === node.id
        ? (depths.get(edge.from) ?? [])
        : [],
  );
  if (used.length === 0) return 1;
  const [highest, deepest] = [Math.min(...used), Math.max(...used)];
  const isAbove = highest !== deepest || graph.visible.outside.get(node.id) === 'source';
  return deepest * 2 + (isAbove ? -1 : 1);
}

// A parent that is not shown, or one that would be its own ancestor, ends the search.
function depthsOf(graph: Graph): ReadonlyMap<string, number> {
  const parents = new Map(graph.visible.processes.map((process) => [process.id, process.parent]));
  return new Map(
    [...parents.keys()].map((id) => {
      const seen = new Set([id]);
      let parent = parents.get(id) ?? null;
      while (parent !== null && parents.has(parent) && !seen.has(parent)) {
        seen.add(parent);
        parent = parents.get(parent) ?? null;
      }
      return [id, seen.size - 1];
    }),
  );
}
