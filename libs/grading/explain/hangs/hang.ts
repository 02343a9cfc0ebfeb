import { explainWaits } from '#libs/trace/explain-waits';
import type { BlockedCall, History } from '#libs/trace/history';
import { hungryReaders } from './hungry-readers.js';
import { capital, commandOf, nameObject, nameProcess, rootOf } from '../words/names.js';
import type { Wrong } from '../wrong.js';

const readCalls = new Set(['read', 'readv', 'splice', 'recvfrom', 'recvmsg', 'pread64']);
const writeCalls = new Set(['write', 'writev', 'sendto', 'sendmsg', 'vmsplice']);
const waitCalls = new Set(['wait4', 'waitid']);

/** One sentence for a run that did not end: the best-known pattern that its blocked calls show, or all waits in words. Null when nothing waits. */
export function explainHang(history: History): Wrong | null {
  const pipes = history.blocked.filter((call) => isKind(history, call, 'pipe'));
  const readers = pipes.filter((call) => readCalls.has(call.call));
  const writers = pipes.filter((call) => writeCalls.has(call.call));
  for (const rule of [nobodyReads, notStarted, ownReadEnd]) {
    const found = writers.map((writer) => rule(history, writer)).find((sentence) => sentence !== null);
    if (found) return found;
  }
  for (const rule of [ownWriteEnd, waitsForChild, heldElsewhere]) {
    const found = readers.map((reader) => rule(history, reader)).find((sentence) => sentence !== null);
    if (found) return found;
  }
  const own = history.blocked
    .filter((call) => readCalls.has(call.call) && isKind(history, call, 'fifo'))
    .map((reader) => ownWriteEnd(history, reader))
    .find((sentence) => sentence !== null);
  if (own) return own;
  return hungryReaders(history) ?? stillPolling(history) ?? waitsForInput(history) ?? inWords(history);
}

function isKind(history: History, call: BlockedCall, kind: string): boolean {
  const object = history.objects.find((one) => one.id === call.object);
  return object?.kind === kind && object.outside === null;
}

function blockedOf(history: History, id: string): BlockedCall | undefined {
  return history.blocked.find((call) => call.process === id);
}

// Two processes write to each other through full pipes.
function nobodyReads(history: History, writer: BlockedCall): Wrong | null {
  const other = writer.heldBy.find(({ process }) => {
    const call = process === writer.process ? undefined : blockedOf(history, process);
    return (
      call !== undefined &&
      writeCalls.has(call.call) &&
      call.heldBy.some((holder) => holder.process === writer.process)
    );
  });
  if (!other) return null;
  const root = rootOf(history);
  const student = root?.id === other.process ? other.process : writer.process;
  const command = student === writer.process ? other.process : writer.process;
  const [s, c] = [commandOf(history, student), commandOf(history, command)];
  return {
    en: `Both sides are blocked in write: nobody reads. \`${s}\` is blocked in write while CMD's output pipe is full (\`${c}\` waits there to be read).`,
    zh: `双方都阻塞在 write 中：没有人在读。\`${s}\` 阻塞在 write 中，而 CMD 的输出管道已满（\`${c}\` 正等着有人来读）。`,
    about: [student],
  };
}

// A command fills its pipe while the only process with the read end waits for that command to end.
function notStarted(history: History, writer: BlockedCall): Wrong | null {
  const root = rootOf(history);
  if (!root || writer.process === root.id || writer.heldBy.some((holder) => holder.process !== root.id))
    return null;
  const call = blockedOf(history, root.id);
  if (!call || !waitCalls.has(call.call)) return null;
  const position = childPosition(history, writer.process);
  return {
    en: `Command ${position} filled its pipe while nobody was reading: command ${position + 1} had not been started.`,
    zh: `命令 ${position} 写满了它的管道而没有人在读：命令 ${position + 1} 还没有启动。`,
    about: [writer.process, ...listed(writer.object)],
  };
}

function childPosition(history: History, id: string): number {
  const root = rootOf(history);
  return history.processes.filter((life) => life.parent === root?.id).findIndex((life) => life.id === id) + 1;
}

function ownReadEnd(history: History, writer: BlockedCall): Wrong | null {
  if (!writer.heldBy.some((holder) => holder.process === writer.process)) return null;
  if (writer.heldBy.some((holder) => holder.process !== writer.process)) return null;
  const who = nameProcess(history, writer.process);
  return {
    en: `${capital(who.en)} itself still counts as a reader, so it is never told that the child is gone.`,
    zh: `${who.zh}自己仍算作读者，所以永远不会得知子进程已经不在。`,
    about: [writer.process, ...listed(writer.object)],
  };
}

function ownWriteEnd(history: History, reader: BlockedCall): Wrong | null {
  if (!reader.heldBy.some((holder) => holder.process === reader.process)) return null;
  const who = nameProcess(history, reader.process);
  const [pipe, pipeZh] = isKind(history, reader, 'fifo') ? ['FIFO', ' FIFO '] : ['pipe', '管道'];
  return {
    en: `${capital(who.en)} still holds a write end of the ${pipe} it reads, so end-of-file can never come.`,
    zh: `${who.zh}仍持有它所读${pipeZh}的写端，所以文件结束永远不会到来。`,
    about: [reader.process, ...listed(reader.object)],
  };
}

function waitsForChild(history: History, reader: BlockedCall): Wrong | null {
  const root = rootOf(history);
  const holder = reader.heldBy.find(({ process }) => process === root?.id);
  const call = holder && blockedOf(history, holder.process);
  if (!call || !waitCalls.has(call.call)) return null;
  if (commandOf(history, reader.process) !== commandOf(history, call.process)) return null;
  return {
    en: `The parent waits for the child while the child waits for end-of-file.`,
    zh: `父进程在等子进程，而子进程在等文件结束。`,
    about: [call.process, ...listed(reader.object)],
  };
}

function heldElsewhere(history: History, reader: BlockedCall): Wrong | null {
  const holder = reader.heldBy[0];
  if (!holder) return null;
  const [who, by] = [nameProcess(history, reader.process), nameProcess(history, holder.process)];
  const pipe = nameObject(history, reader.object);
  const fd = holder.fd === null ? '' : ` (fd ${holder.fd})`;
  return {
    en: `${capital(by.en)} still holds the write end of ${pipe}${fd}, so ${who.en} waits for ever.`,
    zh: `${by.zh}仍持有 ${pipe} 的写端${fd}，所以${who.zh}永远等待。`,
    about: [holder.process, ...listed(reader.object)],
  };
}

// poll(2) returns at once with POLLHUP on a pipe whose writers are gone: a program that tests POLLIN only goes round and round.
function stillPolling(history: History): Wrong | null {
  const root = rootOf(history);
  if (!root || root.endMs !== null) return null;
  const children = history.processes.filter((life) => life.parent === root.id);
  if (children.length === 0 || children.some((life) => life.endMs === null)) return null;
  const call = blockedOf(history, root.id);
  if (call && !/poll|select/.test(call.call)) return null;
  return {
    en: `CMD's output is at end-of-file and the program is still polling.`,
    zh: `CMD 的输出已到文件结束，而程序仍在轮询。`,
    about: [root.id],
  };
}

function waitsForInput(history: History): Wrong | null {
  const root = rootOf(history);
  const call = history.blocked.find((one) =>
    history.objects.some((object) => object.id === one.object && object.outside === 'stdin'),
  );
  if (!root || !call) return null;
  const who = nameProcess(history, call.process);
  return {
    en: `${capital(who.en)} waits in ${call.call} for its own standard input, which is open and silent.`,
    zh: `${who.zh}在 ${call.call} 中等待自己的标准输入，而它开着却没有数据。`,
    about: [call.process],
  };
}

function inWords(history: History): Wrong | null {
  const waits = explainWaits(history);
  if (waits.length === 0) return null;
  return { en: waits.map((wait) => wait.en).join(' '), zh: waits.map((wait) => wait.zh).join('') };
}

function listed(object: string | null): readonly string[] {
  return object === null ? [] : [object];
}
