import { defineCondition } from '../../../condition.js';
import { hubFields, judgeConnections } from '../../../explain/messages/handed-over.js';
import { partyOf } from '../../../explain/payloads/party.js';
import { historyOf } from '../../../explain/seen-history.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import { capital } from '../../../explain/words/names.js';

/** No process of the `hub` reads or writes a byte of the connection of any of the `clients` to the socket at `path`. */
export const connectionsLeftAlone = defineCondition('connections-left-alone', hubFields, (fields, seen) => {
  const hub = partyOf(seen, { program: fields.hub });
  const name = nameProgram(seen, fields.hub);
  return judgeConnections(seen, fields, ({ who, object }) => {
    const moved = historyOf(seen).transfers.filter(
      ({ kind, through, from, to }) =>
        kind === 'data' && through === object.id && (hub.has(from ?? '') || hub.has(to ?? '')),
    );
    const bytes = moved.reduce((sum, flow) => sum + flow.bytes, 0);
    if (bytes === 0) return null;
    return {
      about: [...hub, object.id],
      en: `${capital(name.en)} has moved ${bytes} bytes of the connection of ${who.en}; it was to hand it over without touching it.`,
      zh: `${name.zh}在${who.zh}的连接上搬运了 ${bytes} 个字节；它应当原封不动地把连接交出去。`,
    };
  });
});
