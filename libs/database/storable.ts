/** PostgreSQL keeps neither NUL nor half a surrogate pair in a text or in jsonb; programs print both. */
const unstorable = /[\0\p{Cs}]/gu;

/** NUL shown as U+2400 (SYMBOL FOR NULL), half a surrogate pair as U+FFFD. */
export function storableText(text: string): string {
  return text.replace(unstorable, (character) => (character === '\0' ? '\u2400' : '\ufffd'));
}

/** Makes every text in what a grading leaves storable, so that no output of a program keeps its report from being written. */
export function storable<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' ? storableText(part) : part,
  );
}
