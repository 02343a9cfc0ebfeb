import type { Sentence } from '#libs/contracts/sentence';

/** A harness that could not be built: its name, the files of the hand-in it was built with, and all that the compiler said. */
export interface LinkFailure {
  readonly harness: string;
  readonly files: readonly string[];
  readonly says: string;
}

/** The most letters of a compiler's line that a sentence quotes. */
const quotedLetters = 240;

/** Says why a hand-in and the grader's test program do not fit: the compiler's first error, and what declares what was meant. */
export function explainLinkError({ harness, files, says }: LinkFailure): Sentence {
  const named = files.map((file) => `\`${file}\``);
  const together = {
    en: named.length > 0 ? `together with ${listed(named, 'and')}` : 'because none of its files is there',
    zh: named.length > 0 ? `和 ${listed(named, '与')} 一起` : '（因为没有所需的文件）',
  };
  const why = /multiple definition of .main'/.test(says) ? twoMains : firstError(says);
  return {
    en: `The grader's test program \`${harness}\` cannot be built ${together.en}. ${why.en}`,
    zh: `无法把评分用的测试程序 \`${harness}\`${together.zh}编译。${why.zh}`,
  };
}

const twoMains: Sentence = {
  en: 'These files have a main function of their own, which belongs into another file.',
  zh: '这些文件里有 main 函数，应当把它放到别的文件中。',
};

function firstError(says: string): Sentence {
  const lines = says.split('\n');
  const at = lines.findIndex((line) => /(?:^|: )(?:fatal )?error: /.test(line));
  if (at < 0) {
    const words = cut(lines.find((line) => line.trim() !== '') ?? '');
    return { en: `The compiler says: ${words}`, zh: `编译器说：${words}` };
  }
  const next = lines.findIndex((line, index) => index > at && /: (?:fatal )?error: /.test(line));
  const notes = lines.slice(at + 1, next < 0 ? undefined : next).flatMap((line) => {
    const found = /^(\S+?):(\d+)(?::\d+)?: note: (.*)$/.exec(line);
    return found ? [`${placeOf(found[1] ?? '')} line ${found[2]}: ${found[3]}`] : [];
  });
  const words = [told(lines[at] ?? ''), ...notes.slice(0, 2)].map(cut).join('; ');
  return { en: `The compiler says: ${words}.`, zh: `编译器说：${words}。` };
}

function told(line: string): string {
  const found = /^(\S+?):(\d+)(?::\d+)?: (?:fatal )?error: (.*)$/.exec(line);
  if (found === null) return line.replace(/^.*?(?:fatal )?error: /, '');
  return `${placeOf(found[1] ?? '')} line ${found[2]}: ${found[3]}`;
}

const placeOf = (path: string): string => path.replace(/^(?:\.\/)+/, '');

function cut(words: string): string {
  const text = words.replace(/\.$/, '');
  return text.length > quotedLetters ? `${text.slice(0, quotedLetters)}…` : text;
}

function listed(names: readonly string[], and: string): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`;
}
