import { constants } from 'node:os';
import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { sightsOf, tooEarly } from '../../../explain/files/sights.js';

const names = ['SIGINT', 'SIGQUIT', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'] as const;

/**
 * At each `look` of this id the processes named `command`, at least one of them, neither ignore nor block a signal of the keyboard or
 * of the terminal (INT, QUIT, TSTP, TTIN, TTOU); see `SigIgn` and `SigBlk` in proc_pid_status(5).
 */
export const defaultSignals = defineCondition(
  'default-signals',
  { look: z.string(), command: z.string() },
  ({ look, command }, seen) => {
    const found = sightsOf(seen, look).flatMap(({ processes }) =>
      processes.filter(({ name, state }) => name === command && state !== 'Z'),
    );
    if (found.length === 0) return tooEarly(seen);
    for (const { pid, ignored, blocked } of found) {
      const isIgnored = names.find((name) => ignored.includes(constants.signals[name]));
      const isBlocked = names.find((name) => blocked.includes(constants.signals[name]));
      const which = isIgnored ?? isBlocked;
      if (which === undefined) continue;
      return {
        en: `\`${command}\` (pid ${pid}) runs with ${which} ${isIgnored ? 'ignored' : 'blocked'}: what the shell ignores or blocks for itself has to be set back before the exec.`,
        zh: `\`${command}\`（pid ${pid}）运行时 ${which} 被${isIgnored ? '忽略' : '阻塞'}：shell 为自己忽略或阻塞的信号，exec 之前必须恢复。`,
      };
    }
    return null;
  },
);
