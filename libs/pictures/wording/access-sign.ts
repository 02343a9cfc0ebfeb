import type { TracedAccess } from '#libs/contracts/instruments';

/**
 * A store or a load where there is little room, the same in every language: `+16 ← 42` puts 42 at byte 16 of an object, `42 ← +16` takes it
 * from there; a question mark says that the value is not certain.
 */
export function accessSign({ kind, offset, value, isSure }: TracedAccess, count = 1): string {
  const told = isSure ? value : `${value}?`;
  const sign = kind === 'store' ? `+${offset} ← ${told}` : `${told} ← +${offset}`;
  return count > 1 ? `${sign} ×${count}` : sign;
}
