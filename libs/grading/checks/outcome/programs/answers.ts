import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import type { Wrong } from '../../../explain/wrong.js';
import { signalName } from '../../../explain/words/signal-name.js';
import type { CaseRun } from '../../../runs/case-run.js';

/**
 * The signals that the case's steps sent were answered in time (each `await-line` step), and standard output begins with `lines`;
 * in any order where they were sent `together`; `{{number}}` in a line is any number. `missing` goes before the sentence about a line that
 * did not come. With `ifMet` a run whose faults met nothing says nothing.
 */
export const answers = defineCondition(
  'answers',
  {
    lines: z.array(z.string()).min(1),
    together: z.boolean().default(false),
    missing: Sentence.optional(),
    ifMet: z.boolean().default(false),
  },
  ({ lines, together, missing, ifMet }, seen) => {
    if (ifMet && (seen.run.mishaps ?? []).length === 0) return null;
    const text = Buffer.from(seen.run.programs[0]?.stdout ?? new Uint8Array()).toString('latin1');
    const came = text.split('\n').slice(0, -1);
    const wanted = lines.map((line, at) =>
      line.replace('{{number}}', /\d+/.exec(came[at] ?? '')?.[0] ?? '1'),
    );
    return (
      explainDeath(seen, came) ??
      explainSilence(seen, { came, missing, ifMet }) ??
      explainLines(wanted, came, together)
    );
  },
);

/** Signals whose default ends a program that has not prepared for them. */
const endings = new Set(['SIGUSR1', 'SIGHUP', 'SIGTERM']);

function explainDeath(seen: CaseRun, came: readonly string[]): Wrong | null {
  const end = seen.run.programs[0]?.end;
  const name = end?.kind === 'killed' ? signalName(end.signal) : '';
  if (!endings.has(name)) return null;
  const start = name === 'SIGUSR1' ? 'status' : name === 'SIGHUP' ? 'reload' : 'bye';
  const answered = came.filter((line) => line.startsWith(start)).length;
  if (answered > 0) {
    return {
      en: `Your handler worked ${answered === 1 ? 'once' : `${answered} times`}; the next ${name} met the default action, which ends the process.`,
      zh: `你的处理函数起了 ${answered} 次作用；下一个 ${name} 遇到的是默认动作，进程就此结束。`,
    };
  }
  const told = came.length === 0;
  return {
    en: `The first ${name} ended your program: it met the default action${told ? ', although PIDFILE had already told the world your pid' : ''}.`,
    zh: `第一个 ${name} 就结束了你的程序：它遇到的是默认动作${told ? '，而 PIDFILE 已经把你的 pid 告诉了外界' : ''}。`,
  };
}

interface Silence {
  readonly came: readonly string[];
  readonly missing: Sentence | undefined;
  readonly ifMet: boolean;
}

function explainSilence(seen: CaseRun, { came, missing, ifMet }: Silence): Wrong | null {
  const { steps } = seen.case;
  const at = steps.findIndex(
    (step, index) => step.do === 'await-line' && seen.run.steps[index]?.done === false,
  );
  const step = steps[at];
  if (step?.do !== 'await-line') return null;
  const sent = steps.slice(0, at).flatMap((one) => (one.do === 'signal' ? [one.signal] : []));
  const last = sent.findLast((signal) => signal !== 'CONT' && signal !== 'STOP');
  const ms = Math.round(seen.run.steps[at]?.ms ?? 0);
  // What a fault's signal left asleep is woken by the next one.
  const late = !ifMet && step.lines !== undefined && came.indexOf('bye') >= step.lines;
  const after = last === undefined ? ['', ''] : [` after SIG${last}`, `SIG${last} 之后`];
  const count =
    sent.length > 1
      ? [` (signal ${sent.length} of this run)`, `（本次运行的第 ${sent.length} 个信号）`]
      : ['', ''];
  const why = late ? tooLate : (explainEnd(seen) ?? { en: '', zh: '' });
  const detail: Sentence = {
    en: `No line came within ${ms} ms${after[0]}${count[0]}.${why.en}`,
    zh: `${after[1]} ${ms} 毫秒内没有出现应有的行${count[1]}。${why.zh}`.trim(),
  };
  return missing && !late ? { en: `${missing.en} ${detail.en}`, zh: `${missing.zh}${detail.zh}` } : detail;
}

const tooLate: Sentence = {
  en: ' It came only when the program ended: what is printed into a pipe waits in a buffer, so flush after each line.',
  zh: '它到程序结束时才出来：输出到管道的内容会留在缓冲区里，所以每一行之后都要清空缓冲区。',
};

// Who has failed before it was told to end answers nobody any more.
function explainEnd(seen: CaseRun): Sentence | null {
  const end = seen.run.programs[0]?.end;
  if (end?.kind !== 'exited' || end.code === 0) return null;
  return {
    en: ` The program ended by itself with status ${end.code}.`,
    zh: `程序自己以状态 ${end.code} 结束了。`,
  };
}

function explainLines(lines: readonly string[], came: readonly string[], together: boolean): Wrong | null {
  const found = came.slice(0, lines.length);
  const [a, b] = together ? [lines.toSorted(), found.toSorted()] : [lines, found];
  const at = a.findIndex((line, index) => line !== b[index]);
  if (at === -1) return null;
  const shown = found.map((line) => `\`${line}\``).join(', ');
  if (together) {
    const wanted = lines.map((line) => `\`${line}\``);
    return {
      en: `${wanted.join(' and ')} were wanted, in any order; what came is ${shown || 'nothing'}.`,
      zh: `应当有 ${wanted.join(' 和 ')}，次序不限；实际是 ${shown || '什么也没有'}。`,
    };
  }
  return {
    en: `Line ${at + 1} of standard output should be \`${lines[at] ?? ''}\`; ${b[at] === undefined ? 'it never came' : `it is \`${b[at]}\``}.`,
    zh: `标准输出的第 ${at + 1} 行应为 \`${lines[at] ?? ''}\`；${b[at] === undefined ? '它始终没有出现' : `实际是 \`${b[at]}\``}。`,
  };
}
