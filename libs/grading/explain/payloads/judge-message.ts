import type { Flow } from '#libs/trace/history';
import type { Payload } from './payload.js';
import type { Wrong } from '../wrong.js';

/** One message as it is wanted: its bytes and, where given, its priority (mq_send(3)) or its type (msgop(2)). */
export interface WantedMessage {
  readonly bytes: Uint8Array;
  readonly priority?: number | undefined;
  readonly type?: number | undefined;
}

/** Whether one of the messages that passed is exactly the wanted one; what its bytes are is known of the first ones. */
export function judgeMessage({ object, flows }: Payload, wanted: WantedMessage, name: string): Wrong | null {
  const alike = flows.filter(
    (flow) => flow.bytes === wanted.bytes.length && flow.head.every((byte, at) => byte === wanted.bytes[at]),
  );
  const [first] = alike;
  if (first === undefined) {
    const sizes = [...new Set(flows.map(({ bytes }) => bytes))].slice(0, 5).join(', ');
    return {
      about: [object],
      en: `None of the ${flows.length} messages through ${name} was exactly the ${wanted.bytes.length} bytes that were wanted; they had ${sizes} bytes.`,
      zh: `经过 ${name} 的 ${flows.length} 条消息中没有一条恰好是所要求的 ${wanted.bytes.length} 个字节；它们的字节数是 ${sizes}。`,
    };
  }
  if (alike.some((flow) => isLabelled(flow, wanted))) return null;
  const [what, whatZh, was, is] =
    wanted.priority !== undefined && first.priority !== wanted.priority
      ? ['priority', '优先级', first.priority, wanted.priority]
      : ['type', '类型', first.messageType, wanted.type];
  return {
    about: [object],
    en: `The message went through ${name} with ${what} ${was ?? 'unknown'}; ${is} was wanted.`,
    zh: `这条消息经过 ${name} 时的${whatZh}是 ${was ?? '未知'}；应为 ${is}。`,
  };
}

function isLabelled(flow: Flow, { priority, type }: WantedMessage): boolean {
  return (
    (priority === undefined || flow.priority === priority) &&
    (type === undefined || flow.messageType === type)
  );
}
