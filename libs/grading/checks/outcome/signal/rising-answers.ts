import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import type { Wrong } from '../../../explain/wrong.js';

const known = /^(?:status [1-9]\d*|reload|bye)$/;

/**
 * Under a crowd of signals standard output holds whole lines `status N`, `reload` and `bye`, N rises strictly and is at most `most`,
 * and nothing follows `bye`: the kernel may merge signals (signal(7)), it never doubles them. After the step `calm` a further `status`
 * line came.
 */
export const risingAnswers = defineCondition(
  'rising-answers',
  { most: z.number().int().min(1), calm: z.number().int().min(1).optional() },
  ({ most, calm }, seen) => {
    const text = Buffer.from(seen.run.programs[0]?.stdout ?? new Uint8Array()).toString('latin1');
    const lines = text.split('\n');
    const rest = lines.pop() ?? '';
    if (rest !== '') return torn(lines.length + 1, rest);
    let before = 0;
    for (const [at, line] of lines.entries()) {
      if (!known.test(line)) return torn(at + 1, line);
      const count = line.startsWith('status ') ? Number(line.slice('status '.length)) : null;
      if (count === null) continue;
      if (count <= before) return notRising(at + 1, count, before);
      if (count > most) return tooMany(at + 1, count, most);
      before = count;
    }
    const bye = lines.indexOf('bye');
    if (bye !== -1 && bye < lines.length - 1) return afterBye(lines.length - 1 - bye);
    const step = calm === undefined ? undefined : seen.run.steps[calm - 1];
    return step && !text.slice(step.outputBytes?.[0] ?? 0).includes('status ') ? deaf : null;
  },
);

const deaf: Wrong = {
  en: 'When the crowd had gone and your program was silent, one more SIGUSR1 came, and no line answered it.',
  zh: '信号风潮过去、你的程序安静下来之后又来了一个 SIGUSR1，却没有一行回答它。',
};

function afterBye(count: number): Wrong {
  return {
    en: `${count} lines came after \`bye\`, which is the last line.`,
    zh: `\`bye\` 应当是最后一行，它后面却还有 ${count} 行。`,
  };
}

function torn(at: number, line: string): Wrong {
  return {
    en: `Line ${at} is ${JSON.stringify(line.slice(0, 60))}, which is no whole answer. Your handler interrupted printf inside printf, or two threads wrote at once; signal-safety(7) lists what a handler may call.`,
    zh: `第 ${at} 行是 ${JSON.stringify(line.slice(0, 60))}，不是一条完整的回答。你的处理函数在 printf 执行到一半时又打断了它，或者两个线程同时在写；处理函数可以调用什么，见 signal-safety(7)。`,
  };
}

function notRising(at: number, count: number, before: number): Wrong {
  return {
    en: `Line ${at} is \`status ${count}\` after \`status ${before}\` had been printed: N must rise. A line that comes twice or out of order is what happens when your handler interrupted printf inside printf.`,
    zh: `已经输出过 \`status ${before}\`，第 ${at} 行却是 \`status ${count}\`：N 必须递增。同一行出现两次或次序颠倒，是因为你的处理函数在 printf 执行到一半时又打断了它。`,
  };
}

function tooMany(at: number, count: number, most: number): Wrong {
  return {
    en: `Line ${at} is \`status ${count}\`, and only ${most} SIGUSR1 had been sent: the kernel merges signals, it never doubles them.`,
    zh: `第 ${at} 行是 \`status ${count}\`，而总共只发送了 ${most} 个 SIGUSR1：内核会合并信号，但绝不会让它变多。`,
  };
}
