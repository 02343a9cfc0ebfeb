/** A call as two lines: where it was entered, and where it came back. */
export interface SplitCall {
  readonly entered: string;
  readonly left: string;
  /** Nanoseconds since 1970. */
  readonly leftNs: bigint;
}

const whole = /^(\d+) +(\d+)\.(\d{9}) ([a-z_][a-z_0-9]*)\((.*<(\d+)\.(\d{6})>)$/s;

/**
 * Takes a call that strace told in one line apart, as strace itself does when something else happens meanwhile; null for what is
 * no such line. Of two tracers neither knows what the other sees happen meanwhile. See strace(1), "-T".
 */
export function splitCall(line: string): SplitCall | null {
  const match = whole.exec(line);
  if (match === null) return null;
  const [, pid = '', seconds = '', fraction = '', name = '', rest = '', tookSeconds = '', tookMicros = ''] =
    match;
  const leftNs = BigInt(seconds + fraction) + BigInt(tookSeconds + tookMicros) * 1000n;
  return {
    entered: `${pid} ${seconds}.${fraction} ${name}( <unfinished ...>`,
    left: `${pid} ${leftNs / 1_000_000_000n}.${`${leftNs % 1_000_000_000n}`.padStart(9, '0')} <... ${name} resumed>${rest}`,
    leftNs,
  };
}

/** When a line was written, in nanoseconds since 1970; 0 for noise. */
export function clockOf(line: string): bigint {
  const match = /^\d+ +(\d+)\.(\d{9}) /.exec(line);
  return match === null ? 0n : BigInt(`${match[1]}${match[2]}`);
}
