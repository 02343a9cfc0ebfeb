import { defineCondition } from '../../../condition.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import { capital } from '../../../explain/words/names.js';
import { Party, partyOf } from '../../../explain/payloads/party.js';
import { historyOf } from '../../../explain/seen-history.js';

/**
 * The party was told by the kernel who is at the other end of a Unix socket: SCM_CREDENTIALS came with a message, or SO_PEERCRED was
 * asked for. See unix(7).
 */
export const toldByKernel = defineCondition('told-by-kernel', { to: Party }, ({ to }, seen) => {
  const party = partyOf(seen, to);
  const { transfers, objects } = historyOf(seen);
  const wasSent = transfers.some(
    ({ credentials, to: receiver }) => credentials && credentials.pid > 0 && party.has(receiver ?? ''),
  );
  const wasAsked = objects.some(({ peers }) => peers?.some(({ process }) => party.has(process)));
  if (wasSent || wasAsked) return null;
  const who = nameProgram(seen, typeof to === 'object' ? to.program : 0);
  return {
    en: `${capital(who.en)} was never told by the kernel who was talking to it: no message came with SCM_CREDENTIALS, and SO_PEERCRED was not asked for. What a message says of its sender, anybody can say.`,
    zh: `内核从未告诉${who.zh}是谁在与它说话：没有消息带着 SCM_CREDENTIALS 到来，也没有询问 SO_PEERCRED。消息里关于发送者的说法，谁都可以写。`,
  };
});
