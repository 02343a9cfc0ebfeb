import { defineCondition } from '../../../condition.js';

/** When the last program has ended, the run's own namespaces hold no process and no object that the programs made. */
export const nothingLeft = defineCondition('nothing-left', {}, (_, seen) => {
  const [first] = seen.run.remnants;
  if (first === undefined) return null;
  const names = seen.run.remnants.map((remnant) => `${remnant.kind} ${remnant.name}`).slice(0, 5);
  return {
    en: `After the program had ended this was left: ${names.join(', ')}. Nothing may be left.`,
    zh: `程序结束后仍留有：${names.join('、')}。不应留下任何东西。`,
  };
});
