import { Refusal } from '#libs/contracts/refusal';

/** So much standard input is passed on into a sandbox; there it is told before the programs start. */
export const inputBytesMax = 33_554_432;

/** Reads standard input to its end, as far as it may go. Refuses what is longer (`FILE_TOO_LARGE`). */
export async function readInput(input: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of input) {
    bytes += part.length;
    if (bytes > inputBytesMax)
      throw new Refusal(
        'FILE_TOO_LARGE',
        `Standard input has more than ${inputBytesMax} bytes, which is what the sandbox takes; --no-sandbox passes it on as it comes.`,
      );
    parts.push(part);
  }
  return Buffer.concat(parts);
}
