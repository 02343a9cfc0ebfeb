import { z } from 'zod';
import type { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { quoteLine } from '../../../explain/lines/printed-lines.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';

const number = z.number().int().min(0);

/**
 * What a consumer of `shared-memory/02-ring-buffer` printed: of each producer `count` items, numbered from 0, each once and in their
 * order. An item is its producer's ID and its number as eight digits, four times, on a line of its own; IDs may hold `{{token}}`.
 */
export const ringItems = defineCondition(
  'ring-items',
  { program: number.default(0), ids: z.array(z.string()).min(1), count: number },
  ({ program, ids, count }, seen) => {
    const text = Buffer.from(seen.run.programs[program]?.stdout ?? []).toString('latin1');
    return judge(text, { ids: ids.map((id) => fillToken(id, seen.token)), count }) ?? noEnd(seen);
  },
);

interface Wanted {
  readonly ids: readonly string[];
  readonly count: number;
}

const idBytes = 8;

function judge(text: string, { ids, count }: Wanted): Sentence | null {
  const lines = text.split('\n').slice(0, -1);
  const next = new Map(ids.map((id) => [id, 0]));
  for (const [at, line] of lines.entries()) {
    const quarter = line.slice(0, line.length / 4);
    const id = quarter.slice(0, idBytes);
    const wanted = next.get(id);
    const found = Number(quarter.slice(idBytes));
    if (quarter.repeat(4) !== line || wanted === undefined || quarter.length !== 2 * idBytes || !(found >= 0))
      return torn(at + 1, line);
    if (found < wanted) return twice(found, id);
    if (found > wanted) return lost(wanted, { id, before: found });
    next.set(id, wanted + 1);
  }
  const short = [...next].find(([, reached]) => reached < count);
  if (short !== undefined) return lost(short[1], { id: short[0], before: null });
  return text.endsWith('\n') || text === ''
    ? null
    : torn(lines.length + 1, text.slice(text.lastIndexOf('\n') + 1));
}

// All items came, so it is not a question of time any more.
function noEnd({ run }: CaseRun): Sentence | null {
  if (run.ended !== 'output-limit') return null;
  return { en: 'More and more was printed after the last item.', zh: '最后一个元素之后仍在不断输出。' };
}

function torn(line: number, text: string): Sentence {
  return {
    en: `Line ${line} is no item: ${quoteLine(text)}. An item was read before it was written, or two producers wrote into the same slot.`,
    zh: `第 ${line} 行不是一个元素：${quoteLine(text)}。元素还没写完就被读出，或者两个生产者写进了同一个槽位。`,
  };
}

function twice(item: number, id: string): Sentence {
  return {
    en: `Item ${item} of ID ${id} came out twice, or behind a later one: a slot was taken twice.`,
    zh: `ID ${id} 的第 ${item} 号元素出现了两次，或排在了更晚的元素之后：同一个槽位被取了两次。`,
  };
}

function lost(
  item: number,
  { id, before }: { readonly id: string; readonly before: number | null },
): Sentence {
  const since = before === null ? '' : ` (item ${before} did)`;
  const sinceZh = before === null ? '' : `（第 ${before} 号却出现了）`;
  return {
    en: `Item ${item} of ID ${id} never came out${since}: it was overwritten, or its slot was given to another producer too, or it was put where nobody looked.`,
    zh: `ID ${id} 的第 ${item} 号元素始终没有出现${sinceZh}：它被覆盖，它的槽位同时给了别的生产者，或者放到了没人看的地方。`,
  };
}
