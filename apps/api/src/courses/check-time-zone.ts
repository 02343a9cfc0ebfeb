import { nearMatches } from '#libs/catalogue/near-matches';
import { Refusal } from '#libs/contracts/refusal';

/** Takes names of the IANA time zone database only: an offset such as "+02:00" knows no summer. Throws `BAD_INPUT` with near names. */
export function checkTimeZone(name: string): string {
  if (/^[A-Z][\w+-]*(\/[\w+-]+)*$/i.test(name) && isKnown(name)) return name;
  const known = new Map(Intl.supportedValuesOf('timeZone').map((zone) => [zone.toLowerCase(), zone]));
  const near = nearMatches(name, [...known.keys()]).map((one) => `“${known.get(one)}”`);
  const hint = near.length === 0 ? 'such as “Europe/Zurich” or “UTC”' : `perhaps ${near.join(' or ')}`;
  throw new Refusal(
    'BAD_INPUT',
    `timeZone: “${name.slice(0, 60)}” is no name of the IANA time zone database; ${hint}.`,
  );
}

function isKnown(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
