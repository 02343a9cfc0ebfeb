import { z } from 'zod';
import type { CaseRun } from '../../../runs/case-run.js';
import { defineCondition } from '../../../condition.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import { capital } from '../../../explain/words/names.js';
import { findAskingClient } from '../../../explain/messages/requests.js';
import { historyOf } from '../../../explain/seen-history.js';
import type { Wrong } from '../../../explain/wrong.js';
import { ProgramRange } from '../../../runs/case-program.js';
import { fillToken } from '../../../runs/seeded-data.js';

/** Each client put its request, a line `PID N` with its own process id, into the FIFO `path` with one write: only that is kept together, see pipe(7), PIPE_BUF. */
export const askedInOneWrite = defineCondition(
  'asked-in-one-write',
  { clients: ProgramRange, path: z.string() },
  ({ clients, path }, seen) => {
    historyOf(seen);
    for (let client = clients.from; client <= clients.to; client += 1) {
      const wrong = judgeClient(seen, client, path);
      if (wrong) return wrong;
    }
    return null;
  },
);

function judgeClient(seen: CaseRun, client: number, path: string): Wrong | null {
  const { writes, request, processes, pids } = findAskingClient(seen, client, path);
  if (request !== null) return null;
  const who = nameProgram(seen, client);
  const about = [...processes];
  const desk = fillToken(path, seen.token);
  const [first] = writes;
  if (first === undefined)
    return {
      about,
      en: `${capital(who.en)} wrote nothing into ${desk}; its request was to go there.`,
      zh: `${who.zh}没有向 ${desk} 写入任何内容；它的请求应当写到那里。`,
    };
  if (writes.length > 1)
    return {
      about,
      en: `The request of ${who.en} came in ${writes.length} writes; only one write is kept together.`,
      zh: `${who.zh}的请求分成 ${writes.length} 次写出；只有一次写的内容才不会被拆开。`,
    };
  const text = JSON.stringify(first.text.slice(0, 40));
  return {
    about,
    en: `${capital(who.en)} asked with ${text}; a line \`PID N\` with its own process id (${pids.join(', ')}) was wanted.`,
    zh: `${who.zh}的请求是 ${text}；应当是一行 \`PID N\`，其中是它自己的进程号（${pids.join('、')}）。`,
  };
}
