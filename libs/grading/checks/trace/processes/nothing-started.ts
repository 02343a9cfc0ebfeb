import { defineCondition } from '../../../condition.js';
import { commandOf } from '../../../explain/words/names.js';
import { childrenOf, historyOf } from '../../../explain/seen-history.js';

/** After a usage error nothing was executed below the program. */
export const nothingStarted = defineCondition('nothing-started', {}, (_, seen) => {
  const started = childrenOf(seen).find((child) => child.execs.some((exec) => exec.error === null));
  if (!started) return null;
  const name = commandOf(historyOf(seen), started.id);
  return {
    about: [started.id],
    en: `The arguments were wrong, and still \`${name}\` was started; nothing should have been.`,
    zh: `参数有误，却仍启动了 \`${name}\`；此时什么都不应启动。`,
  };
});
