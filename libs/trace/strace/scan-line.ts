/** A log line taken apart, before its halves are joined; `seconds` and `nanoseconds` are wall time since 1970. */
export type Line =
  | { readonly kind: 'whole'; readonly text: string }
  | { readonly kind: 'unfinished'; readonly text: string }
  | { readonly kind: 'resumed'; readonly name: string; readonly text: string }
  | { readonly kind: 'delivery'; readonly signal: string; readonly fields: string }
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'superseded'; readonly byTid: number }
  /** A program begins to speak to the kernel as one for another kind of machine would. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'other' };

export interface ScannedLine {
  readonly tid: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly line: Line;
}

const head = /^(\d{1,10}) +(\d{1,12})\.(\d{1,9}) /;
/** What strace says of a call that was over before it could look at it, as when another thread executes a program; no line end follows. */
const unseenCall = /^\d{1,10} +\d{1,12}\.\d{1,9} \?\?\?\((?=\d{1,10} +\d)/;
/** How a call ends that goes on in another line; a thread that executes a program goes on under the number of its leader. */
const unfinishedMark = /<(?:unfinished|pid changed to \d{1,10}) \.\.\.>$/;

/**
 * Takes one line of a strace log apart; null when it is none.
 * The marks are looked for outside of quoted text only: strace quotes and escapes all that a program can choose, so a payload
 * that spells `<unfinished ...>` or a whole false line stays a payload. Format: strace(1), options `-f -ttt`.
 */
export function scanLine(raw: string): ScannedLine | null {
  const text = raw.replace(unseenCall, '');
  const match = head.exec(text);
  if (match === null) return null;
  const line = scanRest(text.slice(match[0].length));
  if (line === null) return null;
  return {
    tid: Number(match[1]),
    seconds: Number(match[2]),
    nanoseconds: Number((match[3] ?? '').padEnd(9, '0')),
    line,
  };
}

function scanRest(rest: string): Line | null {
  if (rest.startsWith('+++ ')) return scanEnd(rest);
  if (rest.startsWith('--- ')) return scanSignal(rest);
  const mode = /^\[ Process PID=\d+ runs in (32|64|x32) bit mode\. \]$/.exec(rest);
  if (mode) return mode[1] === '64' ? { kind: 'other' } : { kind: 'foreign' };
  const resumed = /^<\.\.\. ([a-z_0-9]+) resumed>/.exec(rest);
  if (resumed) return scanResumed(resumed[1] ?? '', rest.slice(resumed[0].length));
  if (/^(?:\?\?\?\(|<\.\.\. \?\?\? resumed>)/.test(rest)) return { kind: 'other' };
  if (!/^[a-z_][a-z_0-9]*\(/.test(rest)) return null;
  const mark = unfinishedMark.exec(rest);
  return mark === null
    ? { kind: 'whole', text: rest }
    : { kind: 'unfinished', text: rest.slice(0, mark.index) };
}

// A call may be cut a second time, when its task is switched away from while its answer is printed.
function scanResumed(name: string, text: string): Line {
  const mark = unfinishedMark.exec(text);
  return mark === null
    ? { kind: 'resumed', name, text }
    : { kind: 'unfinished', text: text.slice(0, mark.index) };
}

function scanEnd(rest: string): Line | null {
  const exited = /^\+\+\+ exited with (\d+) \+\+\+$/.exec(rest);
  if (exited) return { kind: 'exited', code: Number(exited[1]) };
  const killed = /^\+\+\+ killed by (SIG[A-Z0-9_+]+)( \(core dumped\))? \+\+\+$/.exec(rest);
  if (killed) return { kind: 'killed', signal: killed[1] ?? '' };
  const superseded = /^\+\+\+ superseded by execve in pid (\d+) \+\+\+$/.exec(rest);
  if (superseded) return { kind: 'superseded', byTid: Number(superseded[1]) };
  return null;
}

function scanSignal(rest: string): Line | null {
  const delivery = /^--- (SIG[A-Z0-9_+]+) \{(.*)\} ---$/.exec(rest);
  if (delivery) return { kind: 'delivery', signal: delivery[1] ?? '', fields: delivery[2] ?? '' };
  return /^--- stopped by SIG[A-Z0-9_+]+ ---$/.test(rest) ? { kind: 'other' } : null;
}
