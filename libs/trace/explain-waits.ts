import type { Sentence } from '#libs/contracts/sentence';
import type { BlockedCall, History } from './history.js';
import { findDeadlock } from './naming/find-deadlock.js';
import { nameProcess } from './naming/name-process.js';

/**
 * Says of every call that had not come back who waits in it, on what, and who could have ended the wait; last, when some processes
 * wait for nobody but each other, that this is a deadlock. Empty when nothing waits.
 */
export function explainWaits(history: History): Sentence[] {
  const sentences = history.blocked.map((call) => explainWait(history, call));
  const deadlock = findDeadlock(history);
  if (deadlock.length === 0) return sentences;
  const names = deadlock.map((id) => nameProcess(history, id));
  const [en, zh] = [names.map((name) => name.en), names.map((name) => name.zh)];
  sentences.push(
    names.length === 1
      ? {
          en: `Deadlock: only ${en[0]} itself could end its wait.`,
          zh: `死锁：只有${zh[0]}自己才能结束它的等待。`,
        }
      : { en: `Deadlock: ${listed(en, 'and')} wait for each other.`, zh: `死锁：${zh.join('、')}互相等待。` },
  );
  return sentences;
}

function explainWait(history: History, call: BlockedCall): Sentence {
  const who = nameProcess(history, call.process);
  const object = history.objects.find((one) => one.id === call.object);
  const fd = call.fd === null ? '' : ` (fd ${call.fd})`;
  const fdZh = call.fd === null ? '' : `（fd ${call.fd}）`;
  const start = `${capital(who.en)} waits in ${call.call}`;
  const startZh = `${who.zh}在 ${call.call} 中等待`;
  if (call.object === null && call.heldBy.length > 0)
    return explainChildren(history, call, { en: start, zh: startZh });
  if (!object) return { en: `${start}.`, zh: `${startZh}。` };
  const place = { en: `${start} on ${object.name}${fd}`, zh: `${startZh} ${object.name}${fdZh}` };
  if (object.outside !== null)
    return object.outside === 'stdin'
      ? { en: `${place.en}, which is open and silent.`, zh: `${place.zh}，它开着却没有数据。` }
      : { en: `${place.en}, which nobody reads.`, zh: `${place.zh}，没有人读它。` };
  if (call.heldBy.length === 0) return { en: `${place.en}.`, zh: `${place.zh}。` };
  return explainHolders(history, call, place);
}

function explainChildren(history: History, call: BlockedCall, start: Sentence): Sentence {
  const names = call.heldBy.map((holder) => nameProcess(history, holder.process));
  const en = listed(
    names.map((name) => name.en),
    'or',
  );
  return {
    en: `${start.en} for ${en} to end.`,
    zh: `${start.zh}${names.map((name) => name.zh).join('或')}结束。`,
  };
}

function explainHolders(history: History, call: BlockedCall, place: Sentence): Sentence {
  const waitsToWrite = /^(?:write|pwrite|send|vmsplice)/.test(call.call);
  const isPipe = history.objects.some(
    (one) => one.id === call.object && (one.kind === 'pipe' || one.kind === 'fifo'),
  );
  const end = isPipe ? (waitsToWrite ? 'its read end' : 'its write end') : 'the other end';
  const endZh = isPipe ? (waitsToWrite ? '读端' : '写端') : '另一端';
  const others = call.heldBy.filter((holder) => holder.process !== call.process);
  const self = call.heldBy.find((holder) => holder.process === call.process);
  const clauses = others.map((holder) => describeHolder(history, holder));
  const full = waitsToWrite ? ', which is full' : '';
  const fullZh = waitsToWrite ? '，它已满' : '';
  const parts: Sentence[] = [];
  if (clauses.length > 0) {
    const verb = clauses.length === 1 ? 'still holds' : 'still hold';
    parts.push({
      en: `${listed(
        clauses.map((clause) => `${clause.name.en}`),
        'and',
      )} ${verb} ${end}${fds(clauses)}`,
      zh: `${clauses.map((clause) => clause.name.zh).join('、')}仍持有它的${endZh}${fdsZh(clauses)}`,
    });
  }
  if (self) {
    const fd = self.fd === null ? '' : ` (fd ${self.fd})`;
    const verb = parts.length > 0 ? 'so does the waiting process' : 'it still holds';
    const what = parts.length > 0 ? ` itself${fd}` : ` ${end} itself${fd}`;
    parts.push({
      en: `${verb}${what}`,
      zh: `它自己也仍持有${endZh}${self.fd === null ? '' : `（fd ${self.fd}）`}`,
    });
  }
  const text = parts.map((part) => part.en).join(', and ');
  return {
    en: `${place.en}${full}: ${text}.`,
    zh: `${place.zh}${fullZh}：${parts.map((part) => part.zh).join('，')}。`,
  };
}

interface Clause {
  readonly name: Sentence;
  readonly fd: number | null;
}

function describeHolder(history: History, holder: BlockedCall['heldBy'][number]): Clause {
  return { name: nameProcess(history, holder.process), fd: holder.fd };
}

// One number when all have the same, as after a fork; each its own otherwise.
function fds(clauses: readonly Clause[]): string {
  const numbers = [...new Set(clauses.flatMap((clause) => (clause.fd === null ? [] : [clause.fd])))];
  return numbers.length === 0 ? '' : ` (fd ${listed(numbers.map(String), 'and')})`;
}

function fdsZh(clauses: readonly Clause[]): string {
  const numbers = [...new Set(clauses.flatMap((clause) => (clause.fd === null ? [] : [clause.fd])))];
  return numbers.length === 0 ? '' : `（fd ${numbers.join('、')}）`;
}

function listed(names: readonly string[], word: string): string {
  if (names.length <= 1) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
