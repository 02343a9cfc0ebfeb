import type { CaseRun } from '../../runs/case-run.js';

/** An order to a bank, as the input has it. */
export interface Transfer {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly amount: number;
}

/** The transfers of the case's input, in order. */
export function transfersOf(seen: CaseRun): readonly Transfer[] {
  const text = Buffer.from(seen.inputs[0] ?? []).toString();
  return [...text.matchAll(/^transfer (\S+) (\d+) (\d+) (\d+)$/gm)].map(([, id = '', from, to, amount]) => ({
    id,
    from: Number(from),
    to: Number(to),
    amount: Number(amount),
  }));
}

/** The whole lines that the bank printed. */
export function printedBy(seen: CaseRun): readonly string[] {
  return Buffer.from(seen.run.programs[0]?.stdout ?? [])
    .toString()
    .split('\n')
    .slice(0, -1);
}
