import { z } from 'zod';
import type { CaseRun } from '../../../runs/case-run.js';
import { defineCondition } from '../../../condition.js';

const Count = z.union([
  z.number().int().min(0),
  z.strictObject({ from: z.number().int().min(0), to: z.number().int().min(0) }),
]);
type Count = z.infer<typeof Count>;

/** The last line of standard error is `in=<a> out=<b>` with the wanted numbers. */
export const countsLine = defineCondition('counts-line', { in: Count, out: Count }, (wanted, seen) => {
  const line = lastErrorLine(seen);
  const found = /^in=(\d+) out=(\d+)$/.exec(line);
  const shown = `in=${show(wanted.in)} out=${show(wanted.out)}`;
  if (!found) {
    return {
      en: `The last line of standard error must read \`${shown}\`; it reads ${JSON.stringify(line.slice(0, 80))}.`,
      zh: `标准错误的最后一行应为 \`${shown}\`；实际是 ${JSON.stringify(line.slice(0, 80))}。`,
    };
  }
  const copied = Number(found[2]);
  const inFits = fits(Number(found[1]), wanted.in);
  if (inFits && fits(copied, wanted.out)) return null;
  const lost = typeof wanted.out === 'number' ? wanted.out - copied : 0;
  if (inFits && lost > 0) {
    return {
      en: `${lost} bytes that CMD wrote were never copied. The counts say \`${line}\`, and \`${shown}\` was wanted.`,
      zh: `CMD 写出的 ${lost} 个字节从未被复制。计数行是 \`${line}\`，应为 \`${shown}\`。`,
    };
  }
  return {
    en: `The counts say \`${line}\`; \`${shown}\` was wanted.`,
    zh: `计数行是 \`${line}\`；应为 \`${shown}\`。`,
  };
});

function lastErrorLine(seen: CaseRun): string {
  const text = Buffer.from(seen.run.programs[0]?.stderr ?? new Uint8Array()).toString();
  return text.trimEnd().split('\n').at(-1) ?? '';
}

function fits(value: number, wanted: Count): boolean {
  return typeof wanted === 'number' ? value === wanted : value >= wanted.from && value <= wanted.to;
}

function show(wanted: Count): string {
  return typeof wanted === 'number' ? String(wanted) : `${wanted.from}..${wanted.to}`;
}
