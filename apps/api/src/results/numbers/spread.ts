/** A value and how many people have it. */
export interface CountedValue {
  readonly value: number;
  readonly count: number;
}

/** How values are spread; null where there are none. */
export interface Spread {
  readonly people: number;
  readonly mean: number | null;
  readonly lowerQuartile: number | null;
  readonly median: number | null;
  readonly upperQuartile: number | null;
}

/** Describes values that are counted instead of listed; quartiles lie between two values as in PostgreSQL's `percentile_cont`. */
export function spreadOf(values: readonly CountedValue[]): Spread {
  const sorted = values.filter(({ count }) => count > 0).toSorted((one, other) => one.value - other.value);
  const people = sorted.reduce((sum, { count }) => sum + count, 0);
  const sum = sorted.reduce((all, { value, count }) => all + value * count, 0);
  return {
    people,
    mean: people === 0 ? null : sum / people,
    lowerQuartile: quantile(sorted, people, 0.25),
    median: quantile(sorted, people, 0.5),
    upperQuartile: quantile(sorted, people, 0.75),
  };
}

function quantile(sorted: readonly CountedValue[], people: number, part: number): number | null {
  if (people === 0) return null;
  const place = part * (people - 1);
  const [below, above] = [valueAt(sorted, Math.floor(place)), valueAt(sorted, Math.ceil(place))];
  return below + (above - below) * (place - Math.floor(place));
}

/** The value of the person at this place, counted from 0. */
function valueAt(sorted: readonly CountedValue[], place: number): number {
  let before = 0;
  for (const { value, count } of sorted) {
    before += count;
    if (place < before) return value;
  }
  throw new RangeError(`Nobody stands at place ${place} of ${before}`);
}

/** How many people are in each tenth of what fractions can be, from the lowest; full marks are in the last. */
export function tenthsOf(values: readonly CountedValue[]): readonly number[] {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const { value, count } of values) {
    const tenth = Math.min(9, Math.max(0, Math.floor(value * 10)));
    tenths[tenth] = (tenths[tenth] ?? 0) + count;
  }
  return tenths;
}
