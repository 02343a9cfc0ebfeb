import { defineCondition } from '../../../condition.js';
import { hubFields, judgeConnections } from '../../../explain/messages/handed-over.js';
import { partyOf } from '../../../explain/payloads/party.js';
import { historyOf } from '../../../explain/seen-history.js';
import { capital, nameProcess } from '../../../explain/words/names.js';

/**
 * When a client of the `clients` closed its end of the connection to the socket at `path`, no process of the `hub` held a copy of the
 * other one any more, for end-of-file comes when the last copy is closed.
 */
export const connectionsLetGo = defineCondition('connections-let-go', hubFields, (fields, seen) => {
  const hub = partyOf(seen, { program: fields.hub });
  return judgeConnections(seen, fields, ({ who, object, leftMs }) => {
    const history = historyOf(seen);
    const kept = history.descriptors.find(
      ({ process, object: held, untilMs }) =>
        hub.has(process) && held === object.id && (untilMs ?? Number.POSITIVE_INFINITY) > leftMs,
    );
    if (kept === undefined) return null;
    const name = nameProcess(history, kept.process);
    return {
      about: [kept.process, object.id],
      en: `${capital(name.en)} still held the connection of ${who.en}, as descriptor ${kept.fd}, when that one left: as long as a copy is open somewhere, nobody is told of the end.`,
      zh: `${who.zh}离开时，${name.zh}仍以描述符 ${kept.fd} 握着它的连接：只要某处还有一个打开的副本，就没有人会得知连接已经结束。`,
    };
  });
});
