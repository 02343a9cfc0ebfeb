import { Refusal } from '#libs/contracts/refusal';

/** Splits `--start` into words: single and double quotes keep spaces, a backslash keeps the next character. Nothing is expanded. */
export function splitCommand(text: string): string[] {
  const words: string[] = [];
  const pattern = /\s*(?:((?:[^\s'"\\]|'[^']*'|"(?:[^"\\]|\\.)*"|\\.)+)|$)/gy;
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text);
    if (!found) throw new Refusal('BAD_INPUT', `--start has a quote that is never closed: ${text}`);
    if (found[1] !== undefined) words.push(unquote(found[1]));
  }
  if (words.length === 0) throw new Refusal('BAD_INPUT', '--start needs a command.');
  return words;
}

function unquote(word: string): string {
  return word.replaceAll(/'[^']*'|"(?:[^"\\]|\\.)*"|\\./g, (part) => {
    if (part.startsWith("'")) return part.slice(1, -1);
    const inner = part.startsWith('"') ? part.slice(1, -1) : part;
    return inner.replaceAll(/\\(.)/g, '$1');
  });
}
