import type { Sentence } from '#libs/contracts/sentence';
import type { BlockedCall, History, IpcObject } from '#libs/trace/history';
import { nameProcess } from '../naming/name-process.js';
import { atFd, listedNames } from './listed.js';

/** More names than this make no sentence; then their number does. */
const namesMax = 3;

interface Turn {
  /** What the others have of the object, and what they could do with it. */
  readonly has: Sentence;
  readonly could: Sentence;
  /** What the object is like while one waits for it. */
  readonly state: Sentence;
}

const empty = { en: '', zh: '' };

const turns: Readonly<Record<string, Turn>> = {
  semaphore: {
    has: { en: 'has it open', zh: '打开着它' },
    could: { en: 'raise it', zh: '使它增加' },
    state: { en: ', which is 0', zh: '，它是 0' },
  },
  'system-v-semaphore': {
    has: { en: 'knows it', zh: '知道它' },
    could: { en: 'raise it', zh: '使它增加' },
    state: empty,
  },
  futex: {
    has: { en: 'has it in memory', zh: '的内存中有它' },
    could: { en: 'wake who waits there', zh: '唤醒在那里等待的进程' },
    state: empty,
  },
  eventfd: {
    has: { en: 'has it open', zh: '打开着它' },
    could: { en: 'add to it', zh: '给它加数' },
    state: { en: ', which is 0', zh: '，它是 0' },
  },
};

const emptyQueue: Turn = {
  has: { en: 'has it open', zh: '打开着它' },
  could: { en: 'send to it', zh: '向它发送' },
  state: { en: ', which has no message for it', zh: '，其中没有给它的消息' },
};
const fullQueue: Turn = {
  has: { en: 'has it open', zh: '打开着它' },
  could: { en: 'receive from it', zh: '从它接收' },
  state: { en: ', which is full', zh: '，它已满' },
};

/** Of a wait for one's turn, at a semaphore, a word of memory, a counter or a queue: who could end it; null for other objects. */
export function explainTurn(history: History, call: BlockedCall, waiting: Waiting): Sentence | null {
  const turn = turnOf(waiting.object, call);
  if (!turn) return null;
  const place = { en: `${waiting.place.en}${turn.state.en}`, zh: `${waiting.place.zh}${turn.state.zh}` };
  if (call.owner) return explainOwner(history, call.owner, place);
  const others = call.heldBy.filter((holder) => holder.process !== call.process);
  if (others.length === 0)
    return {
      en: `${place.en}: nobody else ${turn.has.en}, so nobody can ${turn.could.en}.`,
      zh: `${place.zh}：没有别的进程${turn.has.zh.replace(/^的/, '的')}，所以没有谁能${turn.could.zh}。`,
    };
  if (others.length > namesMax)
    return {
      en: `${place.en}: ${others.length} other processes could ${turn.could.en}, and none has.`,
      zh: `${place.zh}：另外 ${others.length} 个进程都能${turn.could.zh}，却都没有。`,
    };
  const names = listedNames(
    others.map(({ process, fd }) => withFd(nameProcess(history, process), fd)),
    { en: 'or', zh: '或' },
  );
  const only = others.length === 1 ? { en: 'only ', zh: '只有' } : { en: '', zh: '要等' };
  return {
    en: `${place.en}: ${only.en}${names.en} could ${turn.could.en}.`,
    zh: `${place.zh}：${only.zh}${names.zh}${others.length === 1 ? '能' : '来'}${turn.could.zh}。`,
  };
}

export interface Waiting {
  readonly object: IpcObject;
  readonly place: Sentence;
}

function turnOf(object: IpcObject, call: BlockedCall): Turn | null {
  if (object.kind === 'system-v-mq')
    return { ...(/snd/.test(call.call) ? fullQueue : emptyQueue), has: { en: 'knows it', zh: '知道它' } };
  if (object.mechanism === 'message-queue') return /send|snd/.test(call.call) ? fullQueue : emptyQueue;
  return turns[object.kind] ?? null;
}

function explainOwner(history: History, owner: NonNullable<BlockedCall['owner']>, place: Sentence): Sentence {
  const name = nameProcess(history, owner.process);
  if (owner.isSure)
    return { en: `${place.en}: ${name.en} holds the mutex.`, zh: `${place.zh}：${name.zh}持有这个互斥锁。` };
  return {
    en: `${place.en}: ${name.en} was the last to be woken there, so it probably holds the mutex.`,
    zh: `${place.zh}：${name.zh}是最后一个在那里被唤醒的，所以互斥锁很可能在它手里。`,
  };
}

function withFd(name: Sentence, fd: number | null): Sentence {
  const number = atFd(fd);
  return { en: `${name.en}${number.en}`, zh: `${name.zh}${number.zh}` };
}
