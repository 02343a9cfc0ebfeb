const named: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' };

/**
 * Bytes as one line of readable text: UTF-8 where it is UTF-8, C escapes for everything else (`hello\n`, `\x00\xff`).
 * A character that the kept head cuts in two is shown by its bytes.
 */
export function escapeText(bytes: Uint8Array): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const run = plainRun(bytes, at);
    if (run > 0) {
      text += String.fromCharCode(...bytes.subarray(at, at + run));
      at += run;
      continue;
    }
    const length = sequenceLength(bytes, at);
    text += length === 0 ? escapeByte(bytes[at] ?? 0) : decoder.decode(bytes.subarray(at, at + length));
    at += Math.max(1, length);
  }
  return text;
}

/** So many characters are made at once. */
const runMax = 256;

/** How many bytes from `at` on are plain ASCII: most of what programs send. */
function plainRun(bytes: Uint8Array, at: number): number {
  let end = at;
  const last = Math.min(bytes.length, at + runMax);
  while (end < last && isPlain(bytes[end] ?? 0)) end += 1;
  return end - at;
}

function isPlain(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f && byte !== 92;
}

const decoder = new TextDecoder();

function escapeByte(byte: number): string {
  return named[byte] ?? `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** Length of the printable UTF-8 character that begins at `at`; 0 when none does. RFC 3629, section 4. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x7f) return 0;
  const length =
    first >= 0xc2 && first < 0xe0
      ? 2
      : first >= 0xe0 && first < 0xf0
        ? 3
        : first >= 0xf0 && first < 0xf5
          ? 4
          : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  const text = decoder.decode(bytes.subarray(at, at + length));
  // Control, format and private characters could turn the line around or hide in it.
  return /^[^\p{C}\p{Zl}\p{Zp}\ufffd]$/u.test(text) ? length : 0;
}
