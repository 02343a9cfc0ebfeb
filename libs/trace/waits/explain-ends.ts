import type { Sentence } from '#libs/contracts/sentence';
import type { BlockedCall, History } from '#libs/trace/history';
import { nameProcess } from '../naming/name-process.js';
import { atFd, listed, listedNames } from './listed.js';

/** Of a wait at a pipe or a connection: who still holds the end that would have to move. */
export function explainEnds(history: History, call: BlockedCall, place: Sentence): Sentence {
  const writes = /^(?:write|pwrite|send|vmsplice)/.test(call.call);
  const end = endOf(history, call, writes);
  const others = call.heldBy.filter((holder) => holder.process !== call.process);
  const self = call.heldBy.find((holder) => holder.process === call.process);
  const parts: Sentence[] = [];
  if (others.length > 0) {
    const names = listedNames(
      others.map((holder) => nameProcess(history, holder.process)),
      { en: 'and', zh: '、' },
    );
    const verb = others.length === 1 ? 'still holds' : 'still hold';
    const fds = numbers(others);
    parts.push({
      en: `${names.en} ${verb} ${end.en}${fds.en}`,
      zh: `${names.zh}仍持有它的${end.zh}${fds.zh}`,
    });
  }
  if (self) {
    const fd = atFd(self.fd);
    const en =
      others.length > 0
        ? `so does the waiting process itself${fd.en}`
        : `it still holds ${end.en} itself${fd.en}`;
    parts.push({ en, zh: `它自己也仍持有${end.zh}${fd.zh}` });
  }
  const full = writes ? { en: ', which is full', zh: '，它已满' } : { en: '', zh: '' };
  return {
    en: `${place.en}${full.en}: ${parts.map((part) => part.en).join(', and ')}.`,
    zh: `${place.zh}${full.zh}：${parts.map((part) => part.zh).join('，')}。`,
  };
}

function endOf(history: History, call: BlockedCall, writes: boolean): Sentence {
  const object = history.objects.find((one) => one.id === call.object);
  if (object?.kind !== 'pipe' && object?.kind !== 'fifo') return { en: 'the other end', zh: '另一端' };
  return writes ? { en: 'its read end', zh: '读端' } : { en: 'its write end', zh: '写端' };
}

// One number when all have the same, as after a fork; each its own otherwise.
function numbers(holders: BlockedCall['heldBy']): Sentence {
  const fds = [...new Set(holders.flatMap((holder) => (holder.fd === null ? [] : [holder.fd])))];
  if (fds.length === 0) return { en: '', zh: '' };
  return { en: ` (fd ${listed(fds.map(String), 'and')})`, zh: `（fd ${fds.join('、')}）` };
}
