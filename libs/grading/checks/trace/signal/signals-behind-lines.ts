import { z } from 'zod';
import type { Flow } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { historyOf, programOf } from '../../../explain/seen-history.js';

/**
 * Before the k-th line of standard output that begins with `line` was written, at least k signals `signal` had been delivered to the
 * program's processes: to a handler, or as what sigwait(3) or a signalfd(2) returned. Signals that were merged are no fault, and those
 * that the program sent to itself do not count.
 */
export const signalsBehindLines = defineCondition(
  'signals-behind-lines',
  { line: z.string().min(1), signal: z.string().regex(/^SIG[A-Z0-9]+$/) },
  ({ line, signal }, seen) => {
    const lives = historyOf(seen).processes.filter((life) => life.role !== 'harness');
    const own = new Set(lives.map(({ id }) => id));
    const deliveries = lives.flatMap((life) =>
      life.signals
        .filter(({ name, from }) => name === signal && !own.has(from ?? ''))
        .map(({ atMs }) => atMs),
    );
    deliveries.sort((a, b) => a - b);
    const times = timesOfLines(seen, line);
    if (times.length === 0) {
      return {
        en: `No line of standard output began with \`${line}\`, although ${signal} was sent.`,
        zh: `发送了 ${signal}，而标准输出上没有以 \`${line}\` 开头的行。`,
      };
    }
    for (const [at, writtenMs] of times.entries()) {
      if ((deliveries[at] ?? Infinity) <= writtenMs) continue;
      const before = deliveries.filter((atMs) => atMs <= writtenMs).length;
      return {
        about: [programOf(seen).id],
        en: `When line ${at + 1} of those that begin with \`${line}\` was written, ${signal} had reached your program ${before} times: that line does not answer a signal.`,
        zh: `写出第 ${at + 1} 个以 \`${line}\` 开头的行时，${signal} 只到达你的程序 ${before} 次：这一行并不是对信号的回答。`,
      };
    }
    return null;
  },
);

// A line is written when its last byte is.
function timesOfLines(seen: CaseRun, start: string): readonly number[] {
  const history = historyOf(seen);
  const outputs = new Set(history.objects.filter(({ outside }) => outside === 'stdout').map(({ id }) => id));
  const writes = history.transfers
    .filter((flow) => flow.kind === 'data' && outputs.has(flow.through))
    .toSorted((a, b) => a.offset - b.offset);
  const text = Buffer.from(seen.run.programs[0]?.stdout ?? new Uint8Array()).toString('latin1');
  let end = 0;
  let write = 0;
  return text.split('\n').flatMap((line) => {
    end += line.length + 1;
    while (isBefore(writes[write], end)) write += 1;
    const last = writes[write];
    return line.startsWith(start) && last ? [last.sentMs] : [];
  });
}

function isBefore(flow: Flow | undefined, end: number): boolean {
  return flow !== undefined && flow.offset + flow.bytes < end;
}
