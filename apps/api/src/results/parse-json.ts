import { Refusal } from '#libs/contracts/refusal';

/** Reads the inside of a cursor; refuses (`BAD_INPUT`) what nobody here wrote. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('BAD_INPUT', 'This cursor is not one that came from here.');
  }
}
