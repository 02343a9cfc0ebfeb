/** A length of a frame: an unsigned number of four bytes. */
export const headerBytes = 4;

/** A text as it goes over a connection: its length, the highest byte first, and its bytes. */
export function frame(text: Uint8Array): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(text.length);
  return Buffer.concat([header, text]);
}

/** Bytes as students write them down: `00 00 00 05`. */
export function quoteBytes(bytes: Uint8Array): string {
  return `\`${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}\``;
}
