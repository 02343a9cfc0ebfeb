import { placeOfRemnant, type Remnant } from '#libs/sandbox/remnant';
import type { Sight } from '#libs/sandbox/step';
import { matchesPattern } from '../../harnesses/matches-pattern.js';
import type { CaseRun } from '../../runs/case-run.js';
import { fillToken } from '../../runs/seeded-data.js';
import type { Wrong } from '../wrong.js';

/** What the looks of a name saw, in their order. */
export function sightsOf(seen: CaseRun, name: string): readonly Sight[] {
  return seen.run.steps.flatMap(({ sight }) => (sight?.name === name ? [sight] : []));
}

/** A run that was over before its look says so. */
export function tooEarly(seen: CaseRun): Wrong {
  return {
    en: `\`${seen.program}\` had ended before it was to be looked at.`,
    zh: `还没来得及查看，\`${seen.program}\` 就已经结束了。`,
  };
}

/** What patterns mean: `*` is anything but a slash, `{{token}}` the word of the run. A folder around something that is meant is meant too. */
export function meaning(patterns: readonly string[], { token }: CaseRun): (one: Remnant) => boolean {
  const filled = patterns.map((pattern) => fillToken(pattern, token));
  return (one) => {
    const place = placeOfRemnant(one);
    if (matchesPattern(place, filled)) return true;
    const depth = place.split('/').length;
    const above = filled.map((pattern) => pattern.split('/').slice(0, depth).join('/'));
    return one.kind === 'folder' && matchesPattern(place, above);
  };
}

/** A few things that were found, as a sentence lists them. */
export function listRemnants(all: readonly Remnant[]): Wrong {
  const names = all.slice(0, 5).map((one) => `${one.kind} ${one.name}`);
  const more = all.length > names.length ? all.length - names.length : 0;
  return {
    en: `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    zh: `${names.join('、')}${more > 0 ? ` 等，另有 ${more} 个` : ''}`,
  };
}
