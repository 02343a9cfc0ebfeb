import { ownFolders, placeOf } from '#libs/sandbox/place';
import type { Case } from './case.js';

const lookFields = new Set(['look', 'than', 'sameAs']);
const readable: readonly string[] = [...ownFolders, '/dev/mqueue/'];

/** Looks and files that steps and conditions mean and a case does not have, as a sentence; null when all fit. */
export function findFileFault(one: Case, conditions: readonly object[]): string | null {
  const looks = one.steps.flatMap((step) => (step.do === 'look' ? [step.id] : []));
  const since = one.steps.flatMap((step) => (step.do === 'await-descriptors' ? [step.since] : []));
  const meant = conditions.flatMap((condition) => textsOf(condition, lookFields));
  const unknown = [...since, ...meant].find((id) => !looks.includes(id));
  if (unknown !== undefined) return `The case "${one.id}" has no step look with the id "${unknown}".`;
  const places = one.files.map(({ path }) => placeOf(path));
  const twice = places.find((place, at) => places.indexOf(place) < at);
  if (twice !== undefined) return `The case "${one.id}" places ${twice} twice.`;
  const unplaced = conditions.flatMap(contentsOf).find((path) => !places.includes(placeOf(path)));
  if (unplaced !== undefined)
    return `A condition about the case "${one.id}" means what ${unplaced} held when it was placed; the case places no such file.`;
  const foreign = [
    ...places,
    ...one.collect,
    ...one.steps.flatMap((step) => (step.do === 'await-file' ? [step.path] : [])),
    ...conditions.flatMap((condition) => textsOf(condition, new Set(['path']))),
  ].find((path) => !readable.some((folder) => placeOf(path).startsWith(folder)));
  return foreign === undefined
    ? null
    : `The case "${one.id}" means the file ${foreign}, which is not below ${ownFolders.join(', ')}.`;
}

function textsOf(condition: object, fields: ReadonlySet<string>): readonly string[] {
  if ('kind' in condition && !ownKinds.has(`${condition.kind}`)) return [];
  return Object.entries(condition).flatMap(([field, value]: readonly [string, unknown]) =>
    fields.has(field) && typeof value === 'string' ? [value] : [],
  );
}

const ownKinds = new Set(['file', 'looked', 'descriptors-kept', 'no-zombie']);

/** Files whose placed content an output or a file is held against. */
function contentsOf(condition: object): readonly string[] {
  const equals: unknown = 'equals' in condition ? condition.equals : undefined;
  if (typeof equals !== 'object' || equals === null) return [];
  const parts: readonly unknown[] =
    'joined' in equals && Array.isArray(equals.joined) ? equals.joined : [equals];
  return parts.flatMap((part) =>
    typeof part === 'object' && part !== null && 'file' in part && typeof part.file === 'string'
      ? [part.file]
      : [],
  );
}
