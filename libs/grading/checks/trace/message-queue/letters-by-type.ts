import { z } from 'zod';
import type { Flow } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import { lettersTaken, pidsOf, quoteLetter } from '../../../explain/messages/letters.js';
import { historyOf } from '../../../explain/seen-history.js';
import type { Wrong } from '../../../explain/wrong.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';

const program = z.number().int().min(0);

/**
 * A request `PID ID TEXT` of type 1 went from the program `client` to the program `server` through a System V queue, PID being the
 * client's, and a reply `ID` with the text reversed and PID as its type came back. ASCII texts of up to 200 bytes.
 */
export const lettersByType = defineCondition(
  'letters-by-type',
  { server: program, client: program, text: z.string().max(200) },
  (wanted, seen) => {
    const text = fillToken(wanted.text, seen.token);
    const history = historyOf(seen);
    const [servers, clients] = [pidsOf(history, wanted.server), pidsOf(history, wanted.client)];
    const letters = lettersTaken(history);
    const asked = letters.filter((flow) => clients.has(flow.from ?? '') && servers.has(flow.to ?? ''));
    const request = asked.find((flow) => flow.messageType === 1) ?? asked[0];
    if (!request) return noRequest(seen, wanted);
    const [, pid, id] =
      /^(\d+) ([A-Za-z0-9]{1,16}) /.exec(Buffer.from(request.head).toString('latin1')) ?? [];
    const isWanted =
      request.messageType === 1 &&
      [...clients.values()].includes(Number(pid)) &&
      holds(request, `${pid} ${id} ${text}`);
    if (!isWanted) return badRequest(request, text);
    const answers = letters.filter((flow) => servers.has(flow.from ?? '') && clients.has(flow.to ?? ''));
    const reply = [...text].toReversed().join('');
    if (answers.some((flow) => flow.messageType === Number(pid) && holds(flow, `${id} ${reply}`)))
      return null;
    return badReply(answers, Number(pid));
  },
);

function holds(flow: Flow, text: string): boolean {
  const wanted = Buffer.from(text);
  return flow.bytes === wanted.length && wanted.equals(flow.head);
}

function noRequest(seen: CaseRun, { server, client }: { server: number; client: number }): Wrong {
  const [from, to] = [nameProgram(seen, client), nameProgram(seen, server)];
  return {
    en: `No message went from ${from.en} to ${to.en} through a System V queue.`,
    zh: `没有消息经 System V 队列从${from.zh}到达${to.zh}。`,
  };
}

function badRequest(request: Flow, text: string): Wrong {
  return {
    about: [request.through],
    en: `The request had type ${request.messageType ?? 0} and ${request.bytes} bytes, ${quoteLetter(request)}; type 1 and the bytes \`PID ID TEXT\`, here with TEXT "${text}", were wanted, and nothing behind them.`,
    zh: `请求的类型是 ${request.messageType ?? 0}，有 ${request.bytes} 字节：${quoteLetter(request)}；应为类型 1，字节为 \`PID ID TEXT\`（此处 TEXT 为 "${text}"），后面没有别的。`,
  };
}

function badReply(answers: readonly Flow[], pid: number): Wrong {
  const [answer] = answers;
  if (!answer)
    return {
      en: `The server took the request of the client with pid ${pid}; no reply came back through a System V queue.`,
      zh: `服务器取走了 pid 为 ${pid} 的客户端的请求，却没有回复经 System V 队列返回。`,
    };
  return {
    about: [answer.through],
    en: `The reply had type ${answer.messageType ?? 0} and ${answer.bytes} bytes, ${quoteLetter(answer)}; type ${pid}, the client's pid, and the bytes \`ID REVERSED\` were wanted.`,
    zh: `回复的类型是 ${answer.messageType ?? 0}，有 ${answer.bytes} 字节：${quoteLetter(answer)}；应为类型 ${pid}（客户端的 pid），字节为 \`ID REVERSED\`。`,
  };
}
