/**
 * Text that is safe to show and to put into any text format: what a program named or wrote may hold control characters, characters
 * that turn a line around, or half of a surrogate pair. Controls become their pictures (`␀`, `␊`), all else of that sort `�`.
 */
export function safeText(text: string): string {
  // Most texts are plain ASCII, and a trace may have a million of them.
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return Array.from(text, safeCharacter).join('');
}

function safeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return /[\p{C}\p{Zl}\p{Zp}]/u.test(character) ? '�' : character;
}

/** Text for XML: safe to show, and without a character that means something to a parser. */
export function xmlText(text: string): string {
  return safeText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
