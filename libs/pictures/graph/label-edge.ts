import { formatBytes } from '../wording/format.js';
import { accessSigns, type Words } from '../wording/words.js';
import type { GraphEdge } from './edge-book.js';

/** The words on an edge. */
export function labelEdge(edge: GraphEdge, words: Words): string {
  const times = edge.count > 1 ? ` ×${edge.count}` : '';
  switch (edge.look) {
    case 'data':
      return `${formatBytes(edge.bytes)}${times}`;
    case 'inferred':
      return `${formatBytes(edge.bytes)}${times} · ${words.inferred}`;
    case 'end-of-file':
      return words.endOfFile;
    case 'descriptor':
      return `${words.descriptor}${times}`;
    case 'wake':
      return `${words.wake}${times}`;
    case 'signal':
      return `${edge.name}${times}`;
    case 'mapping':
      return words.mapping(formatBytes(edge.bytes));
    case 'map':
      return accessSigns[edge.access ?? 'both'];
    case 'fork':
      return words.fork;
    case 'wait':
      return words.waits(edge.name);
    case 'hold':
      return edge.fd === null ? words.holds : words.withFd(words.holds, edge.fd);
    case 'loop':
      return words.deadlock;
  }
}
