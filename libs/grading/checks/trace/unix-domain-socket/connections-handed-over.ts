import type { Sentence } from '#libs/contracts/sentence';
import type { Flow } from '#libs/trace/history';
import type { CaseRun } from '../../../runs/case-run.js';
import { ProgramRange } from '../../../runs/case-program.js';
import { defineCondition } from '../../../condition.js';
import { type ClientConnection, hubFields, judgeConnections } from '../../../explain/messages/handed-over.js';
import { partyOf } from '../../../explain/payloads/party.js';
import { historyOf } from '../../../explain/seen-history.js';
import { capital, nameProcess } from '../../../explain/words/names.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import type { Wrong } from '../../../explain/wrong.js';

/**
 * The connection of each of the `clients` to the socket at `path` was sent by the `hub` as a descriptor (SCM_RIGHTS, unix(7)), and one of the
 * `workers` received it.
 */
export const connectionsHandedOver = defineCondition(
  'connections-handed-over',
  { ...hubFields, workers: ProgramRange },
  ({ workers, ...fields }, seen) => {
    const numbers = Array.from({ length: workers.to - workers.from + 1 }, (_, at) => workers.from + at);
    const parties = {
      hub: partyOf(seen, { program: fields.hub }),
      workers: new Set(numbers.flatMap((program) => [...partyOf(seen, { program })])),
      hubName: nameProgram(seen, fields.hub),
    };
    return judgeConnections(seen, fields, (connection) => judge(seen, connection, parties));
  },
);

interface Parties {
  readonly hub: ReadonlySet<string>;
  readonly workers: ReadonlySet<string>;
  readonly hubName: Sentence;
}

function judge(
  seen: CaseRun,
  connection: ClientConnection,
  { hub, workers, hubName }: Parties,
): Wrong | null {
  const { who, object } = connection;
  const history = historyOf(seen);
  const between = history.transfers.filter(
    ({ from, to }) => from !== null && to !== null && hub.has(from) && workers.has(to),
  );
  const isIt = ({ kind, head }: Flow): boolean =>
    kind === 'descriptor' && Buffer.from(head).toString() === object.name;
  if (between.some(isIt)) return null;
  const holder = history.descriptors.find((life) => workers.has(life.process) && life.object === object.id);
  if (holder) {
    const name = nameProcess(history, holder.process);
    return {
      about: [holder.process, object.id],
      en: `${capital(name.en)} has the connection of ${who.en}, and ${hubName.en} has not sent it: it was taken in another way than by SCM_RIGHTS.`,
      zh: `${name.zh}拿着${who.zh}的连接，而${hubName.zh}并没有发送它：它不是经 SCM_RIGHTS 得到的。`,
    };
  }
  return (
    asNumber(seen, connection, { hub, between }) ?? {
      about: [...hub, object.id],
      en: `No worker ever received the connection of ${who.en}. A descriptor arrives only if it is sent by SCM_RIGHTS together with at least one byte, and taken by recvmsg with room for it.`,
      zh: `没有任何 worker 收到过${who.zh}的连接。描述符只有经 SCM_RIGHTS 与至少一个字节一同发送，并由留有空间的 recvmsg 接收，才会到达。`,
    }
  );
}

// The number that the connection has in the hub, as a text.
function asNumber(
  seen: CaseRun,
  { who, object }: ClientConnection,
  { hub, between }: { readonly hub: ReadonlySet<string>; readonly between: readonly Flow[] },
): Wrong | null {
  const history = historyOf(seen);
  const numbers = history.descriptors.flatMap(({ process, object: held, fd }) =>
    hub.has(process) && held === object.id ? [String(fd)] : [],
  );
  const message = between.find(
    ({ kind, head }) => kind === 'data' && numbers.includes(Buffer.from(head).toString().trim()),
  );
  if (message === undefined) return null;
  const [text, worker] = [
    Buffer.from(message.head).toString().trim(),
    nameProcess(history, message.to ?? ''),
  ];
  return {
    about: [message.to ?? '', message.through],
    en: `${capital(worker.en)} got the text \`${text}\` for the connection of ${who.en}: the number that it has in the other process. Descriptor ${text} is something else here, or nothing (EBADF).`,
    zh: `${worker.zh}得到的${who.zh}的连接是文本 \`${text}\`：那是它在另一个进程里的编号。在这里，描述符 ${text} 是别的东西，或者什么也不是（EBADF）。`,
  };
}
