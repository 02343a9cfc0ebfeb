import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import type { Sight } from '#libs/sandbox/step';
import { defineCondition } from '../../../condition.js';
import { listRemnants, meaning, sightsOf, tooEarly } from '../../../explain/files/sights.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import type { Wrong } from '../../../explain/wrong.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';

const Patterns = z.array(z.string().min(1));

/**
 * What there was at the steps `look` of this id: of what the programs have made nothing but what `only` means (when given), nothing at
 * all that `absent` means, and for each pattern of `present` something. Patterns are those of `only-left`. `hint` comes before the
 * sentence.
 */
export const looked = defineCondition(
  'looked',
  {
    look: z.string(),
    only: Patterns.optional(),
    absent: Patterns.default([]),
    present: Patterns.default([]),
    hint: Sentence.optional(),
  },
  (wanted, seen) => {
    const sights = sightsOf(seen, wanted.look);
    if (sights.length === 0) return explainStop(seen) ?? tooEarly(seen);
    const wrong = sights.map((sight) => judgeSight(wanted, sight, seen)).find((one) => one !== null) ?? null;
    const { hint } = wanted;
    return wrong && hint ? { en: `${hint.en} ${wrong.en}`, zh: `${hint.zh}${wrong.zh}` } : wrong;
  },
);

interface Patterned {
  readonly only?: readonly string[] | undefined;
  readonly absent: readonly string[];
  readonly present: readonly string[];
}

function judgeSight({ only, absent, present }: Patterned, sight: Sight, seen: CaseRun): Wrong | null {
  const missing = present.find((pattern) => !sight.everything.some(meaning([pattern], seen)));
  if (missing !== undefined) {
    const name = fillToken(missing, seen.token);
    return {
      en: `In the middle of the run \`${name}\` was not there; it was to be there.`,
      zh: `运行途中没有 \`${name}\`；它应当存在。`,
    };
  }
  const unwanted = sight.everything.filter(meaning(absent, seen));
  const others = only === undefined ? [] : sight.left.filter((one) => !meaning(only, seen)(one));
  if (unwanted.length + others.length === 0) return null;
  const list = listRemnants([...unwanted, ...others]);
  return {
    en: `In the middle of the run there was ${list.en}, which was not to be there.`,
    zh: `运行途中出现了不应存在的东西：${list.zh}。`,
  };
}
