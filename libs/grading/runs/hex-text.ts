/**
 * A program's output as text: UTF-8 as it is, anything else as ASCII with every other byte, and every control character but
 * newline, tab and return, as `\xhh`. See Jobe's README, "Implementation status".
 */
export function hexText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Array.from(bytes, shown).join('');
  }
}

function shown(byte: number): string {
  const plain = (byte >= 0x20 && byte <= 0x7e) || byte === 0x0a || byte === 0x0d || byte === 0x09;
  return plain ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
}
