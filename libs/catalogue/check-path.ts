import { Refusal } from '#libs/contracts/refusal';
import { handInLimits } from './hand-in-limits.js';

/**
 * Letters, marks and digits of any script, and some punctuation. Not among it, besides controls: `\` and `:`, which other
 * systems read as separators; `@` and `=`, which compilers read as instructions; quotes and everything else that a shell acts on.
 */
const allowed = /^[\p{L}\p{M}\p{N}._+(), -]$/u;

/** Refuses (`BAD_PATH`) a path that could lead outside its folder, or be taken for anything but a name by a tool. */
export function checkPath(path: string): void {
  const flaw = flawOf(path);
  if (flaw !== null) throw new Refusal('BAD_PATH', `The path ${shown(path)} ${flaw}.`);
}

/** Makes of a path what a file system that ignores case and Unicode composition would: equal results collide there. */
export function foldPath(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

/** Shows a path in a sentence: quoted, with escapes instead of controls and at most 80 characters long. */
export function shown(path: string): string {
  const cut = path.length > 80 ? `${path.slice(0, 77)}...` : path;
  // JSON leaves DEL, C1 controls and the invisible format characters of Unicode as they are.
  return JSON.stringify(cut).replace(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u${hex(character)}`);
}

function flawOf(path: string): string | null {
  if (path === '') return 'is empty';
  if (Buffer.byteLength(path) > handInLimits.pathBytes)
    return `is longer than ${handInLimits.pathBytes} bytes`;
  if (path.startsWith('/')) return 'is absolute; paths begin in the folder that is handed in';
  const names = path.split('/');
  if (names.length > handInLimits.pathDepth) return `lies more than ${handInLimits.pathDepth} folders deep`;
  return names.map(nameFlaw).find((flaw) => flaw !== null) ?? null;
}

function nameFlaw(name: string): string | null {
  if (name === '') return 'has an empty name between two slashes or at its end';
  if (name === '.' || name === '..') return `has ${name} in it; write it without`;
  if (name.startsWith('-')) return 'has a name that begins with "-", which tools take for an option';
  if (name.startsWith(' ') || name.endsWith(' ') || name.endsWith('.'))
    return 'has a name that begins or ends with a space, or ends with a dot';
  const odd = [...name].find((character) => !allowed.test(character));
  return odd === undefined
    ? null
    : `has the character ${shown(odd)} (U+${hex(odd)}) in it, which names here may not have`;
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
