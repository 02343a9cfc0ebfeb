import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import { capital } from '../../../explain/words/names.js';
import { isChosen, ObjectKinds } from '../../../explain/payloads/object-choice.js';
import { partyOf } from '../../../explain/payloads/party.js';
import { historyOf } from '../../../explain/seen-history.js';
import { ProgramRange } from '../../../runs/case-program.js';
import { fillToken } from '../../../runs/seeded-data.js';

/** Each of the programs had the same object of this kind and name open: the same inode, not only the same name. */
export const allOpened = defineCondition(
  'all-opened',
  { programs: ProgramRange, through: ObjectKinds, name: z.string() },
  ({ programs, through, name }, seen) => {
    const history = historyOf(seen);
    const path = fillToken(name, seen.token);
    const objects = history.objects.filter((object) => isChosen(seen, object, { kinds: through, name }));
    const all = Array.from({ length: programs.to - programs.from + 1 }, (_, at) => programs.from + at);
    const missing = (object: string) => {
      const users = new Set(
        history.descriptors.filter((life) => life.object === object).map((life) => life.process),
      );
      return all.filter((program) => [...partyOf(seen, { program })].every((id) => !users.has(id)));
    };
    const [best] = objects.map(({ id }) => missing(id)).sort((a, b) => a.length - b.length);
    if (best === undefined)
      return {
        en: `Nobody opened ${path} as a ${kindOf(through)}.`,
        zh: `没有进程把 ${path} 作为 ${kindOf(through)} 打开。`,
      };
    const [first] = best;
    if (first === undefined) return null;
    const who = nameProgram(seen, first);
    return {
      about: objects.map(({ id }) => id),
      en: `${capital(who.en)} never opened the ${kindOf(through)} ${path} that the others used.`,
      zh: `${who.zh}从未打开其他进程所用的 ${kindOf(through)} ${path}。`,
    };
  },
);

function kindOf(through: ObjectKinds): string {
  const [kind = ''] = [through].flat();
  return kind === 'fifo' ? 'FIFO' : kind;
}
