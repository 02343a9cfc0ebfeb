import { z } from 'zod';
import type { Sentence } from '#libs/contracts/sentence';
import type { IpcObject } from '#libs/trace/history';
import type { CaseRun } from '../../runs/case-run.js';
import { ProgramRange } from '../../runs/case-program.js';
import { isChosen } from '../payloads/object-choice.js';
import { partyOf } from '../payloads/party.js';
import { historyOf } from '../seen-history.js';
import { nameProgram } from '../words/name-program.js';
import { capital } from '../words/names.js';
import type { Wrong } from '../wrong.js';

/** Which programs of a case are the hub and its clients, and where clients connect to. */
export const hubFields = {
  hub: z.number().int().min(0),
  clients: ProgramRange,
  path: z.string(),
};
type HubFields = z.infer<z.ZodObject<typeof hubFields>>;

/** The connection of one client to the hub's socket. */
export interface ClientConnection {
  readonly who: Sentence;
  readonly object: IpcObject;
  /** When the client's own end was closed. */
  readonly leftMs: number;
}

/** What is wrong with the first client's connection that `judge` finds something wrong with; a client that never connected is told so. */
export function judgeConnections(
  seen: CaseRun,
  { clients, path }: HubFields,
  judge: (connection: ClientConnection) => Wrong | null,
): Wrong | null {
  for (let client = clients.from; client <= clients.to; client += 1) {
    const who = nameProgram(seen, client);
    const connection = connectionOf(seen, client, path);
    const wrong =
      connection === null
        ? {
            en: `${capital(who.en)} never connected to the socket at PATH.`,
            zh: `${who.zh}从未连接到 PATH 处的套接字。`,
          }
        : judge({ who, ...connection });
    if (wrong) return wrong;
  }
  return null;
}

function connectionOf(seen: CaseRun, client: number, path: string): Omit<ClientConnection, 'who'> | null {
  const history = historyOf(seen);
  const party = partyOf(seen, { program: client });
  const lives = history.descriptors.filter(({ process }) => party.has(process));
  for (const object of history.objects) {
    const own = lives.filter((life) => life.object === object.id);
    if (own.length > 0 && isChosen(seen, object, { kinds: 'unix-stream', name: path }))
      return { object, leftMs: Math.max(...own.map(({ untilMs }) => untilMs ?? history.endMs)) };
  }
  return null;
}
