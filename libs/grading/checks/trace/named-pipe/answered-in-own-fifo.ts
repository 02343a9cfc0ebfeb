import { z } from 'zod';
import type { CaseRun } from '../../../runs/case-run.js';
import { defineCondition } from '../../../condition.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import { nameObject, nameProcess } from '../../../explain/words/names.js';
import { partyOf } from '../../../explain/payloads/party.js';
import { findAskingClient, textThrough } from '../../../explain/messages/requests.js';
import { historyOf } from '../../../explain/seen-history.js';
import type { Wrong } from '../../../explain/wrong.js';
import { ProgramRange } from '../../../runs/case-program.js';
import { fillToken } from '../../../runs/seeded-data.js';

/** What each client printed had come from the server through the FIFO `PATH.PID` with the client's own process id, and nobody else read from that. */
export const answeredInOwnFifo = defineCondition(
  'answered-in-own-fifo',
  { server: z.number().int().min(0), clients: ProgramRange, path: z.string() },
  ({ server, clients, path }, seen) => {
    const sender = partyOf(seen, { program: server });
    for (let client = clients.from; client <= clients.to; client += 1) {
      const wrong = judgeClient(seen, { client, path, sender });
      if (wrong) return wrong;
    }
    return null;
  },
);

interface Asked {
  readonly client: number;
  readonly path: string;
  readonly sender: ReadonlySet<string>;
}

function judgeClient(seen: CaseRun, { client, path, sender }: Asked): Wrong | null {
  const history = historyOf(seen);
  const { processes, pids, ownFifos } = findAskingClient(seen, client, path);
  const replies = history.transfers.filter(
    ({ kind, through, from }) =>
      kind === 'data' && ownFifos.includes(through) && from !== null && sender.has(from),
  );
  const who = nameProgram(seen, client);
  const stranger = replies.find(({ to }) => to !== null && !processes.has(to));
  if (stranger?.to) {
    const other = nameProcess(history, stranger.to);
    const fifo = nameObject(history, stranger.through);
    return {
      about: [stranger.to, stranger.through],
      en: `The reply to ${who.en} in ${fifo} was read by ${other.en}.`,
      zh: `${fifo} 中给${who.zh}的应答被${other.zh}读走了。`,
    };
  }
  const came = textThrough(replies.filter(({ to }) => to !== null));
  const printed = Buffer.from(seen.run.programs[client]?.stdout ?? []).toString('latin1');
  if (came !== '' && came === printed) return null;
  const own = `${fillToken(path, seen.token)}.${pids[0] ?? 'PID'}`;
  const [text, textZh] =
    came === ''
      ? ['no byte of it did', '实际上一个字节也没有']
      : [
          `${JSON.stringify(came)} did, and it printed ${JSON.stringify(printed)}`,
          `实际到达的是 ${JSON.stringify(came)}，而它打印了 ${JSON.stringify(printed)}`,
        ];
  return {
    about: [...processes, ...ownFifos],
    en: `The reply to ${who.en} was to come through a FIFO of its own, ${own}; ${text}.`,
    zh: `给${who.zh}的应答应当经它自己的 FIFO ${own} 到达；${textZh}。`,
  };
}
