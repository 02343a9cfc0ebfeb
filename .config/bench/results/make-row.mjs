/** The middle of some numbers; the mean of the two middle ones when they are even in number. */
export function median(samples) {
  const sorted = samples.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

/**
 * One line of the result. `samples` are in `unit`; `to` is the row that this one is compared with, and `ratio` the median over its
 * median. `aim` is `{ of: 'median' | 'ratio', atMost }` or `{ …, atLeast }`, from the design's budget.
 */
export function makeRow({ what, unit, samples, ...compared }) {
  const { to, aim } = compared;
  if (samples.length === 0 || !samples.every(Number.isFinite)) {
    throw new Error(`"${what}" was not measured: [${samples.join(', ')}]`);
  }
  const row = {
    what,
    unit,
    median: median(samples),
    min: Math.min(...samples),
    max: Math.max(...samples),
    samples: samples.length,
    ratio: to ? { to: to.what, value: median(samples) / to.median } : null,
  };
  return { ...row, aim: aim ? { ...aim, reached: reaches(row, aim) } : null };
}

function reaches(row, { of, atMost = Infinity, atLeast = -Infinity }) {
  const value = of === 'ratio' ? row.ratio.value : row.median;
  return value <= atMost && value >= atLeast;
}
