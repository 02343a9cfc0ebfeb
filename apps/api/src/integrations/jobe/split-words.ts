import { Refusal } from '#libs/contracts/refusal';

/**
 * Cuts a text into words where a shell would, with its quotes and backslashes (POSIX.1-2024, XCU 2.2), because CodeRunner's questions
 * write `-x c` as one argument. Nothing is expanded and nothing ends a command: `;`, `$` and backquotes are letters.
 * Ends in `BAD_INPUT` when a quote stays open.
 */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  const pieces =
    /\s+|\\(?<escaped>[^])|'(?<single>[^']*)'|"(?<double>(?:[^"\\]|\\[^])*)"|(?<plain>[^\s'"\\]+)|[^]/gy;
  for (const { 0: whole, groups } of text.matchAll(pieces)) {
    if (/^\s/.test(whole)) {
      if (word !== null) words.push(word);
      word = null;
      continue;
    }
    const piece =
      groups?.['escaped'] ?? groups?.['single'] ?? unescaped(groups?.['double']) ?? groups?.['plain'];
    if (piece === undefined)
      throw new Refusal(
        'BAD_INPUT',
        `A quote or backslash stays open in the argument ${JSON.stringify(text)}.`,
      );
    word = `${word ?? ''}${piece}`;
  }
  return word === null ? words : [...words, word];
}

/** Between double quotes a backslash counts only before these. */
function unescaped(text: string | undefined): string | undefined {
  return text?.replace(/\\(["\\$`])/g, '$1');
}
