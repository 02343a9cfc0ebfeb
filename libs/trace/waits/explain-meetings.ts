import type { Sentence } from '#libs/contracts/sentence';
import type { BlockedCall, Circumstance, History, NamedSignal } from '#libs/trace/history';
import { nameProcess } from '../naming/name-process.js';
import { atFd, listedNames } from './listed.js';

interface Start {
  readonly call: BlockedCall;
  /** `The parent (pid 2) waits in accept`, and the name of the object as it stands in a sentence. */
  readonly start: Sentence;
  readonly name: string | null;
}

/** Of a wait until somebody else comes, connects, opens or sends: what has been seen of that. */
export function explainMeeting(history: History, circumstance: Circumstance, at: Start): Sentence {
  switch (circumstance.kind) {
    case 'accept':
      return explainAccept(history, circumstance, at);
    case 'connect':
      return explainConnect(history, circumstance, at);
    case 'open':
      return explainOpen(history, circumstance, at);
    case 'datagram':
      return explainDatagram(history, at);
    case 'signal':
      return explainSignal(history, circumstance, at);
    case 'time':
      return {
        en: `${at.start.en} for the time of ${at.name} to come.`,
        zh: `${at.start.zh} ${at.name} 到时。`,
      };
  }
}

type Of<Kind extends Circumstance['kind']> = Extract<Circumstance, { kind: Kind }>;

function explainAccept(history: History, { address, tried }: Of<'accept'>, at: Start): Sentence {
  const fd = atFd(at.call.fd);
  const to = address === null ? { en: '', zh: '' } : { en: ` to ${address}`, zh: `对 ${address}` };
  const of = address === null ? '' : fd.zh === '' ? ' 的' : '的';
  const place: Sentence = {
    en: `${at.start.en} for a connection${to.en}${fd.en}`,
    zh: `${at.start.zh}${to.zh}${fd.zh}${of}连接`,
  };
  const [one] = tried;
  if (one) {
    const who = nameProcess(history, one.process);
    return one.address === address
      ? joined(place, {
          en: `${who.en} tried before anybody listened there`,
          zh: `${who.zh}在有人监听之前就试过了`,
        })
      : joined(place, {
          en: `${who.en} tried ${one.address} instead, where nobody listened`,
          zh: `${who.zh}却去连接了 ${one.address}，那里没有人监听`,
        });
  }
  if (at.call.heldBy.length === 0) return joined(place, { en: 'nobody asks for one', zh: '没有谁请求连接' });
  const names = namesOf(history, at.call.heldBy);
  const has = at.call.heldBy.length === 1 ? 'has' : 'have';
  return joined(place, {
    en: `${names.en} ${has} a socket that is not connected`,
    zh: `${names.zh}有一个尚未连接的套接字`,
  });
}

function explainConnect(history: History, { address, waiting }: Of<'connect'>, at: Start): Sentence {
  const fd = atFd(at.call.fd);
  const where = address ?? at.name ?? '';
  const place: Sentence = {
    en: `${at.start.en} for somebody to accept at ${where}${fd.en}`,
    zh: `${at.start.zh}有人在 ${where}${fd.zh}接受连接`,
  };
  if (at.call.heldBy.length === 0)
    return joined(place, { en: 'no process here listens there', zh: '这里没有进程在那里监听' });
  const names = namesOf(history, at.call.heldBy);
  const verb = at.call.heldBy.length === 1 ? 'listens' : 'listen';
  const before: Sentence =
    waiting === 0
      ? { en: 'accepts nobody', zh: '却不接受任何连接' }
      : {
          en:
            waiting === 1
              ? 'has not accepted the one before it'
              : `has not accepted the ${waiting} before it`,
          zh: `却还没有接受排在前面的 ${waiting} 个`,
        };
  return joined(place, {
    en: `${names.en} ${verb} there and ${verb === 'listen' ? before.en.replace('has', 'have').replace('accepts', 'accept') : before.en}`,
    zh: `${names.zh}在那里监听，${before.zh}`,
  });
}

const ways = {
  read: { en: 'for reading', zh: '读' },
  write: { en: 'for writing', zh: '写' },
} as const;

function explainOpen(
  history: History,
  { access, alike, elsewhere, before }: Of<'open'>,
  at: Start,
): Sentence {
  const wanted = ways[access];
  const own = ways[access === 'read' ? 'write' : 'read'];
  const place: Sentence = {
    en: `${at.start.en} until somebody opens ${at.name} ${wanted.en}`,
    zh: `${at.start.zh}有人为${wanted.zh}而打开 ${at.name}`,
  };
  if (alike.length > 0) {
    const names = plainNames(history, alike);
    return joined(place, {
      en: `${names.en} ${alike.length === 1 ? 'opens' : 'open'} it ${own.en} as well`,
      zh: `${names.zh}也是为${own.zh}而打开它`,
    });
  }
  const [other] = elsewhere;
  if (other) {
    const who = nameProcess(history, other.process);
    return joined(place, {
      en: `${who.en} waits to open ${other.path} first`,
      zh: `${who.zh}在等着先打开 ${other.path}`,
    });
  }
  if (before.length === 0) return joined(place, { en: 'nobody else has', zh: '没有别的进程这样做' });
  const names = plainNames(history, before);
  return joined(place, {
    en: `${names.en} had it open so before`,
    zh: `${names.zh}先前曾这样打开过它`,
  });
}

function explainDatagram(history: History, at: Start): Sentence {
  const fd = atFd(at.call.fd);
  const name = at.name === null ? { en: '', zh: '' } : { en: ` at ${at.name}`, zh: ` ${at.name}` };
  const place: Sentence = {
    en: `${at.start.en} for a datagram${name.en}${fd.en}`,
    zh: `${at.start.zh}发到${name.zh}${fd.zh}的数据报`,
  };
  if (at.call.heldBy.length === 0)
    return joined(place, {
      en: 'no other process has a socket that sends there',
      zh: '没有别的进程有向那里发送的套接字',
    });
  const names = namesOf(history, at.call.heldBy);
  const verb = at.call.heldBy.length === 1 ? 'has' : 'have';
  return joined(place, {
    en: `${names.en} ${verb} a socket that sends there`,
    zh: `${names.zh}有向那里发送的套接字`,
  });
}

function explainSignal(history: History, { missed, pending }: Of<'signal'>, at: Start): Sentence {
  const fd = atFd(at.call.fd);
  const place: Sentence = { en: `${at.start.en} for a signal${fd.en}`, zh: `${at.start.zh}信号${fd.zh}` };
  const [held] = pending;
  if (held) {
    const signal = namedSignal(history, held);
    return joined(place, {
      en: `${signal.en} was sent and has not arrived, since it is blocked or ignored`,
      zh: `${signal.zh} 已发出却没有送达，因为它被阻塞或忽略了`,
    });
  }
  if (!missed) return joined(place, { en: 'nobody has sent it one', zh: '还没有谁给它发过' });
  const signal = namedSignal(history, missed);
  return joined(place, {
    en: `the last one, ${signal.en}, came before it began to wait`,
    zh: `上一个信号，${signal.zh}，在它开始等待之前就到了`,
  });
}

function namedSignal(history: History, { name, from }: NamedSignal): Sentence {
  if (from === null) return { en: name, zh: ` ${name}` };
  const who = nameProcess(history, from);
  return { en: `${name} from ${who.en}`, zh: `${who.zh}发来的 ${name}` };
}

function plainNames(history: History, ids: readonly string[]): Sentence {
  return listedNames(
    ids.map((id) => nameProcess(history, id)),
    { en: 'and', zh: '、' },
  );
}

function namesOf(history: History, holders: BlockedCall['heldBy']): Sentence {
  const names = holders.map(({ process, fd }) => {
    const [name, number] = [nameProcess(history, process), atFd(fd)];
    return { en: `${name.en}${number.en}`, zh: `${name.zh}${number.zh}` };
  });
  return listedNames(names, { en: 'and', zh: '、' });
}

function joined(place: Sentence, why: Sentence): Sentence {
  return { en: `${place.en}: ${why.en}.`, zh: `${place.zh}：${why.zh}。` };
}
