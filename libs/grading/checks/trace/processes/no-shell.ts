import { defineCondition } from '../../../condition.js';
import { baseName } from '../../../explain/words/names.js';
import { historyOf } from '../../../explain/seen-history.js';

const shells = new Set(['sh', 'dash', 'bash', 'zsh', 'ksh', 'busybox']);

/** No shell was executed unless the case itself named one. */
export const noShell = defineCondition('no-shell', {}, (_, seen) => {
  const used = historyOf(seen).processes.find((life) =>
    life.execs.some((exec) => exec.error === null && shells.has(baseName(exec.path))),
  );
  if (!used) return null;
  return {
    about: [used.id],
    en: 'The commands were joined by a shell, not by your program.',
    zh: '这些命令是由 shell 连接起来的，而不是由你的程序。',
  };
});
