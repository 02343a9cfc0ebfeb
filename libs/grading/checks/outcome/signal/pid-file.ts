import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { fillToken } from '../../../runs/seeded-data.js';

/** The collected file `file` holds the pid of the program that was started, in decimal, one newline, and nothing else. */
export const pidFile = defineCondition('pid-file', { file: z.string() }, ({ file }, seen) => {
  const path = fillToken(file, seen.token);
  const content = seen.run.files.get(path);
  const pid = seen.run.programs[0]?.pid ?? 0;
  if (content === undefined) {
    return {
      en: `\`${path}\` was not there while the program ran.`,
      zh: `程序运行期间没有 \`${path}\` 这个文件。`,
    };
  }
  const text = Buffer.from(content).toString('latin1');
  if (text === `${pid}\n`) return null;
  const shown = JSON.stringify(text.slice(0, 60));
  if (text.startsWith(`${pid}\n`)) {
    return {
      en: `\`${path}\` holds ${shown}: the right pid, and behind it what was left of the older, longer file. Empty the file when you open it.`,
      zh: `\`${path}\` 的内容是 ${shown}：pid 是对的，后面却留着原来那个更长的文件的残余。打开文件时要清空它。`,
    };
  }
  return {
    en: `\`${path}\` holds ${shown}; the process that was started, and that answers, has pid ${pid}: "${pid}" and one newline were wanted.`,
    zh: `\`${path}\` 的内容是 ${shown}；被启动并作出回答的进程的 pid 是 ${pid}：应当是 “${pid}” 和一个换行符。`,
  };
});
