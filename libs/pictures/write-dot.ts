import type { Trace } from '#libs/contracts/trace';
import { selectVisible } from './scene/select-visible.js';
import { formatBytes } from './wording/format.js';
import { programName } from './wording/name-of.js';
import { safeText } from './wording/safe-text.js';

/**
 * Writes a trace as a graph in Graphviz's DOT: processes as boxes, objects as ellipses, an edge for all that went one way between
 * two of them. Time is left out. See graphviz.org, "DOT Language".
 */
export function writeDot(trace: Trace): string {
  const visible = selectVisible(trace);
  const shown = new Set(visible.processes.map((process) => process.id));
  const edges = new Map<string, { bytes: number; count: number; isEnd: boolean }>();
  const add = (from: string, to: string, bytes: number): void => {
    const key = `${quoted(from)} -> ${quoted(to)}`;
    const edge = edges.get(key) ?? { bytes: 0, count: 0, isEnd: true };
    edges.set(key, { bytes: edge.bytes + bytes, count: edge.count + 1, isEnd: edge.isEnd && bytes === 0 });
  };
  for (const { from, to, through, bytes } of visible.transfers) {
    if (from !== null && shown.has(from)) add(from, through, bytes);
    if (to !== null && shown.has(to)) add(through, to, bytes);
  }
  const signals = trace.objects.filter(
    (object) => object.kind === 'signal' && visible.transfers.some((one) => one.through === object.id),
  );
  const lines = [
    ...visible.processes.map(
      (process) =>
        `  ${quoted(process.id)} [shape=box label=${quoted(`${programName(process)}\npid ${process.pid}`)}];`,
    ),
    ...[...visible.objects, ...signals].map(
      (object) => `  ${quoted(object.id)} [shape=ellipse label=${quoted(object.name)}];`,
    ),
    ...visible.processes.flatMap((process) =>
      process.parent !== null && shown.has(process.parent)
        ? [`  ${quoted(process.parent)} -> ${quoted(process.id)} [style=dotted label="fork"];`]
        : [],
    ),
    ...[...edges].map(
      ([key, edge]) =>
        `  ${key} [label=${quoted(edge.isEnd ? '' : formatBytes(edge.bytes))}${edge.isEnd ? ' style=dashed' : ''}];`,
    ),
  ];
  return `digraph ipc {\n  rankdir=LR;\n${lines.join('\n')}\n}\n`;
}

function quoted(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => safeText(line).replaceAll('\\', '\\\\').replaceAll('"', '\\"'));
  return `"${lines.join('\\n')}"`;
}
