/** Where two texts begin to differ; the length of the shorter one when it begins the other. */
export function firstDifference(actual: Buffer, wanted: Buffer): number {
  const length = Math.min(actual.length, wanted.length);
  for (let at = 0; at < length; at += 1) if (actual[at] !== wanted[at]) return at;
  return length;
}

/** A few bytes, quoted. */
export function glimpse(bytes: Buffer, at: number): string {
  return JSON.stringify(bytes.subarray(at, at + 12).toString('latin1'));
}
