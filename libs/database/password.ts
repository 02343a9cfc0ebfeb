import { hash, verify } from '@node-rs/argon2';

/** Argon2id with 19 MiB, two passes and one lane: OWASP Password Storage Cheat Sheet. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Of UTF-8; a longer password only costs us time. */
export const passwordBytesMax = 1000;

/** Hashes a password into argon2's own string form, salt and cost included. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

let ofNobody: Promise<string> | undefined;

/** Compares a password with what is kept; null, for a person who is not there, takes as long and is false. */
export async function passwordMatches(kept: string | null, password: string): Promise<boolean> {
  ofNobody ??= hashPassword('nobody has this password');
  const matches = await verify(kept ?? (await ofNobody), password);
  return matches && kept !== null;
}
