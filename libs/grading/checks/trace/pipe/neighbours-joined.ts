import { z } from 'zod';
import type { History } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import { baseName } from '../../../explain/words/names.js';
import { childrenOf, historyOf } from '../../../explain/seen-history.js';
import type { Wrong } from '../../../explain/wrong.js';

/** What each command wrote to a pipe was read by the next one, from the same pipe, and by nobody else. The names are all different. */
export const neighboursJoined = defineCondition(
  'neighbours-joined',
  { commands: z.array(z.string()).min(2) },
  ({ commands }, seen) => {
    const history = historyOf(seen);
    const ids = commands.map(
      (command) =>
        childrenOf(seen).find((child) =>
          child.execs.some((exec) => exec.error === null && baseName(exec.path) === command),
        )?.id,
    );
    for (let at = 0; at + 1 < commands.length; at += 1) {
      const [writer, reader] = [ids[at], ids[at + 1]];
      if (writer === undefined || reader === undefined) return notRun(commands, ids);
      const wrong = joined(history, {
        writer,
        reader,
        names: [commands[at] ?? '', commands[at + 1] ?? ''],
        program: seen.program,
      });
      if (wrong) return wrong;
    }
    return null;
  },
);

interface Pair {
  readonly writer: string;
  readonly reader: string;
  readonly names: readonly [string, string];
  readonly program: string;
}

function joined(history: History, pair: Pair): Wrong | null {
  const pipes = new Set(
    history.objects
      .filter((object) => object.kind === 'pipe' && object.outside === null)
      .map((object) => object.id),
  );
  const written = history.transfers.filter(
    (flow) => flow.kind === 'data' && flow.from === pair.writer && pipes.has(flow.through),
  );
  const used = new Set(written.map((flow) => flow.through));
  const there = history.transfers.filter((flow) => flow.kind === 'data' && used.has(flow.through));
  const stranger = there.find(
    (flow) => flow.from !== pair.writer || (flow.to !== pair.reader && flow.to !== null),
  );
  const [first, second] = pair.names;
  if (stranger) {
    return {
      about: [stranger.through, stranger.from === pair.writer ? stranger.to : stranger.from].filter(
        (id) => id !== null,
      ),
      en: `The bytes took a detour through \`${pair.program}\`: what \`${first}\` wrote was not read by \`${second}\` from the same pipe.`,
      zh: `这些字节绕道经过了 \`${pair.program}\`：\`${first}\` 写入的内容不是由 \`${second}\` 从同一个管道读出的。`,
    };
  }
  if (there.some((flow) => flow.to === pair.reader)) return null;
  return {
    en: `No byte went from \`${first}\` to \`${second}\` through a pipe between the two.`,
    zh: `没有字节通过两者之间的管道从 \`${first}\` 到达 \`${second}\`。`,
  };
}

function notRun(commands: readonly string[], ids: readonly (string | undefined)[]): Wrong {
  const missing = commands[ids.findIndex((id) => id === undefined)] ?? '';
  return {
    en: `\`${missing}\` was not executed by a child of the program, so nothing could be joined to it.`,
    zh: `\`${missing}\` 不是由程序的子进程执行的，因此无法与它相连。`,
  };
}
