import { z } from 'zod';
import type { CaseRun } from '../../../runs/case-run.js';
import { defineCondition } from '../../../condition.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import { isChosen } from '../../../explain/payloads/object-choice.js';
import { partyOf } from '../../../explain/payloads/party.js';
import { historyOf } from '../../../explain/seen-history.js';
import { fillToken } from '../../../runs/seeded-data.js';

/** From the first byte that the program printed to the last time that it opened the FIFO `name`, one of its processes had that open for reading. */
export const neverWithoutReader = defineCondition(
  'never-without-reader',
  { program: z.number().int().min(0).default(0), name: z.string() },
  ({ program, name }, seen) => {
    const history = historyOf(seen);
    const path = fillToken(name, seen.token);
    const processes = partyOf(seen, { program });
    const fifos = new Set(
      history.objects.filter((one) => isChosen(seen, one, { kinds: 'fifo', name })).map(({ id }) => id),
    );
    const held = history.descriptors
      .filter((life) => processes.has(life.process) && fifos.has(life.object) && life.access !== 'write')
      .sort((a, b) => a.fromMs - b.fromMs);
    const who = nameProgram(seen, program);
    if (held.length === 0)
      return { en: `No process of ${who.en} ever read ${path}.`, zh: `${who.zh}的进程从未读过 ${path}。` };
    let until = printedMs(seen, processes);
    for (const life of held) {
      if (life.fromMs > until) {
        const gap = (life.fromMs - until).toFixed(1);
        return {
          about: [life.process, life.object],
          en: `${path} had no reader for ${gap} ms: what is written then is lost, and who opens it then finds nobody.`,
          zh: `${path} 有 ${gap} 毫秒没有读者：此时写入的内容会丢失，此时来打开的人找不到任何人。`,
        };
      }
      until = Math.max(until, life.untilMs ?? Number.POSITIVE_INFINITY);
    }
    return null;
  },
);

function printedMs(seen: CaseRun, processes: ReadonlySet<string>): number {
  const { objects, transfers } = historyOf(seen);
  const outputs = new Set(objects.filter(({ outside }) => outside === 'stdout').map(({ id }) => id));
  return Math.min(
    ...transfers
      .filter(({ from, through }) => from !== null && processes.has(from) && outputs.has(through))
      .map(({ sentMs }) => sentMs),
  );
}
