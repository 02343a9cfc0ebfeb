import type { Sentence } from '#libs/contracts/sentence';
import type { Flow, History, ProcessLife } from '#libs/trace/history';
import type { CaseRun } from '../../runs/case-run.js';
import { nameProcess, rootOf } from '../words/names.js';
import { childrenOf, historyOf } from '../seen-history.js';

/** A line of standard output and who began to write it when; `by` is a process. */
export interface WrittenLine {
  readonly text: string;
  readonly by: string;
  /** Somebody else wrote a part of it. */
  readonly isMixed: boolean;
  readonly atMs: number;
}

/** The children of the program in order of birth, without what a language's runtime starts for itself. */
export function nodesOf(seen: CaseRun): readonly ProcessLife[] {
  return childrenOf(seen).filter((life) => life.role !== 'runtime');
}

/** What was written to the outer standard output of a traced run, line by line, with the writers. */
export function writtenLines(seen: CaseRun): readonly WrittenLine[] {
  const history = historyOf(seen);
  const outputs = new Set(history.objects.filter((one) => one.outside === 'stdout').map((one) => one.id));
  const writes = history.transfers
    .filter((flow) => flow.kind === 'data' && outputs.has(flow.through) && flow.from !== null)
    .toSorted((a, b) => a.offset - b.offset);
  return splitLines(writes, Buffer.from(seen.run.programs[0]?.stdout ?? []));
}

function splitLines(writes: readonly Flow[], output: Buffer): WrittenLine[] {
  const lines: WrittenLine[] = [];
  let open: WrittenLine | null = null;
  for (const write of writes) {
    const by = write.from ?? '';
    const pieces = output.toString('latin1', write.offset, write.offset + write.bytes).split('\n');
    for (const [at, piece] of pieces.entries()) {
      if (piece === '' && at === pieces.length - 1) break;
      const started: WrittenLine = open ?? { text: '', by, isMixed: false, atMs: write.sentMs };
      const line = { ...started, text: started.text + piece, isMixed: started.isMixed || started.by !== by };
      open = at < pieces.length - 1 ? null : line;
      if (open === null) lines.push(line);
    }
  }
  return open === null ? lines : [...lines, open];
}

/** What a sentence calls a process of a ring: "node 3", "the parent", or a child of a child by its pid. */
export function nameNode(history: History, nodes: readonly ProcessLife[], id: string): Sentence {
  const place = nodes.findIndex((node) => node.id === id);
  if (place >= 0) return { en: `node ${place}`, zh: `节点 ${place}` };
  if (id === rootOf(history)?.id) return { en: 'the parent', zh: '父进程' };
  return nameProcess(history, id);
}

const silent = new Set(['file', 'memory-mapped-file', 'shared-memory', 'synchronisation', 'signal']);

/** Whether an object carries messages: pipes, FIFOs, sockets and queues do, files, memory, locks and signals do not. */
export function carriesMessages(history: History, id: string): boolean {
  const object = history.objects.find((one) => one.id === id);
  return object !== undefined && object.outside === null && !silent.has(object.mechanism);
}
