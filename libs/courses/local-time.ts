import { Refusal } from '#libs/contracts/refusal';

const shape = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?$/;

/** Longer than any change of a clock takes. */
const dayMs = 86_400_000;

/**
 * Reads a time in ISO 8601: with an offset as it stands, without one as what clocks of `timeZone` (IANA) show. A time that clocks leave out
 * in spring is read with the offset from before the change, and one that they show twice in autumn is the first: RFC 5545, 3.3.5.
 * Ends in `Refusal BAD_INPUT`, which calls the time `what`.
 */
export function readTime(what: string, text: string, timeZone: string): Date {
  const [, day, minutes, seconds = ':00', offset] = shape.exec(text) ?? [];
  const shown = Date.parse(`${day}T${minutes}${seconds}Z`);
  // Date.parse takes February 30 for March 2.
  if (Number.isNaN(shown) || new Date(shown).toISOString().slice(0, 10) !== day) {
    throw new Refusal(
      'BAD_INPUT',
      `${what} is no time such as 2027-03-01T18:00 (of the course) or 2027-03-01T18:00+01:00.`,
    );
  }
  if (offset !== undefined) return new Date(`${day}T${minutes}${seconds}${offset}`);
  const before = shown - offsetMs(shown - dayMs, timeZone);
  const after = shown - offsetMs(shown + dayMs, timeZone);
  const shows = [before, after].filter((at) => at + offsetMs(at, timeZone) === shown);
  return new Date(shows.length === 0 ? before : Math.min(...shows));
}

/** Says a time as clocks of `timeZone` show it, such as `1 March 2027, 18:00 (Europe/Zurich)`. */
export function sayTime(at: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(at);
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone }).format(at);
  return `${day}, ${time.replace(/:00$/, '')} (${timeZone})`;
}

/** How far clocks of a time zone are before UTC at an instant. */
function offsetMs(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(at / 1000) * 1000;
}
