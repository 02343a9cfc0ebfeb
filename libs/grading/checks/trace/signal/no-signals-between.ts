import { defineCondition } from '../../../condition.js';
import { capital, nameProcess } from '../../../explain/words/names.js';
import { historyOf } from '../../../explain/seen-history.js';
import { ProgramRange } from '../../../runs/case-program.js';

/** None of the programs sent a signal to another one of them. */
export const noSignalsBetween = defineCondition(
  'no-signals-between',
  { programs: ProgramRange },
  ({ programs }, seen) => {
    const history = historyOf(seen);
    const program = new Map(
      history.processes
        .filter((life) => (life.program ?? -1) >= programs.from && (life.program ?? -1) <= programs.to)
        .map((life) => [life.id, life.program]),
    );
    const sent = history.transfers.find(({ kind, from, to }) => {
      const [one, two] = [program.get(from ?? ''), program.get(to ?? '')];
      return kind === 'signal' && one !== undefined && two !== undefined && one !== two;
    });
    if (!sent?.from || sent.to === null) return null;
    const [one, two] = [nameProcess(history, sent.from), nameProcess(history, sent.to)];
    return {
      about: [sent.from, sent.to],
      en: `${capital(one.en)} sent a signal to ${two.en}; the task does not allow this way between them.`,
      zh: `${one.zh}向${two.zh}发送了信号；任务不允许它们之间走这条路。`,
    };
  },
);
