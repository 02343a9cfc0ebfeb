import type { CaseRun } from '../../runs/case-run.js';
import { programsOf } from '../../runs/case.js';

/** What one `score` of a case printed behind its line `ready`. */
export interface PrintedTickets {
  readonly program: number;
  readonly id: string;
  /** How many points its arguments ask for. */
  readonly points: number;
  readonly tickets: readonly number[];
  /** The first line that is neither `ready` in its place nor a number; null when there is none. */
  readonly odd: string | null;
}

/** The tickets that `program` printed; the last line of one that `wasKilled` may be cut short. */
export function ticketsOf(seen: CaseRun, program: number, wasKilled: boolean): PrintedTickets {
  const [, id = '', points = '0'] = programsOf(seen.case)[program]?.args ?? [];
  const lines = Buffer.from(seen.run.programs[program]?.stdout ?? [])
    .toString('latin1')
    .split('\n');
  const last = lines.pop() ?? '';
  const whole = last === '' || wasKilled ? lines : [...lines, last];
  const odd =
    whole.length > 0 && whole[0] !== 'ready'
      ? whole[0]
      : whole.slice(1).find((line) => !/^[1-9]\d{0,15}$/.test(line));
  return { program, id, points: Number(points), tickets: whole.slice(1).map(Number), odd: odd ?? null };
}
