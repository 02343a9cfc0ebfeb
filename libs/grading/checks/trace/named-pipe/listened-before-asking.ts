import { z } from 'zod';
import type { CaseRun } from '../../../runs/case-run.js';
import { defineCondition } from '../../../condition.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import { capital } from '../../../explain/words/names.js';
import { findAskingClient } from '../../../explain/messages/requests.js';
import { historyOf } from '../../../explain/seen-history.js';
import type { Wrong } from '../../../explain/wrong.js';
import { ProgramRange } from '../../../runs/case-program.js';

/** Each client had its own FIFO `PATH.PID` open for reading when it put its request into `path`: a server that is quick finds a reader. */
export const listenedBeforeAsking = defineCondition(
  'listened-before-asking',
  { clients: ProgramRange, path: z.string() },
  ({ clients, path }, seen) => {
    for (let client = clients.from; client <= clients.to; client += 1) {
      const wrong = judgeClient(seen, client, path);
      if (wrong) return wrong;
    }
    return null;
  },
);

function judgeClient(seen: CaseRun, client: number, path: string): Wrong | null {
  const { writes, processes, ownFifos } = findAskingClient(seen, client, path);
  const askedMs = writes[0]?.sentMs ?? Number.POSITIVE_INFINITY;
  const openedMs = Math.min(
    ...historyOf(seen)
      .descriptors.filter(
        (life) => processes.has(life.process) && ownFifos.includes(life.object) && life.access !== 'write',
      )
      .map((life) => life.fromMs),
  );
  const who = nameProgram(seen, client);
  const about = [...processes, ...ownFifos];
  if (openedMs === Number.POSITIVE_INFINITY)
    return {
      about,
      en: `${capital(who.en)} never opened a FIFO of its own for reading.`,
      zh: `${who.zh}从未为读而打开自己的 FIFO。`,
    };
  if (openedMs <= askedMs) return null;
  return {
    about,
    en: `${capital(who.en)} sent its request ${(openedMs - askedMs).toFixed(1)} ms before it had its own FIFO open for reading: a quick server finds nobody to answer.`,
    zh: `${who.zh}发出请求 ${(openedMs - askedMs).toFixed(1)} 毫秒之后才为读而打开自己的 FIFO：服务器若是快一点，就找不到可以回答的人。`,
  };
}
