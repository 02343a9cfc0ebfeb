import type { Answer } from './trace-event.js';

/** A whole call as text: `durationMs` is null where strace did not measure it. */
export interface ScannedCall {
  readonly name: string;
  readonly args: readonly string[];
  readonly answer: Answer;
  readonly durationMs: number | null;
}

/**
 * Splits `name(a, b) = answer` with a real scanner: quoted strings with escapes, nested brackets, `<…>` annotations and
 * comments are stepped over, so that no payload can look like an argument. Null when the text ends in the middle.
 */
export function scanCall(text: string): ScannedCall | null {
  const open = text.indexOf('(');
  if (open < 1) return null;
  const args: string[] = [];
  let start = open + 1;
  let at = start;
  for (;;) {
    const stop = findTopLevel(text, at);
    if (stop < 0) return null;
    const piece = text.slice(start, stop).trim();
    const closes = text[stop] === ')';
    if (piece !== '' || !closes) args.push(piece);
    start = stop + 1;
    at = start;
    if (closes) break;
  }
  const answer = scanAnswer(text.slice(start));
  return answer && { name: text.slice(0, open), args: withoutUnfinished(args), ...answer };
}

/** Splits a bracketed list such as `[3<pipe:[7]>, 4<pipe:[7]>]` or `{fd=3, events=POLLIN}` into its members. */
export function scanMembers(text: string): readonly string[] {
  const members: string[] = [];
  const end = text.length - 1;
  for (let start = 1; start < end;) {
    // What closes the list itself is no comma.
    const comma = findTopLevel(text, start);
    const stop = comma < 0 || comma > end ? end : comma;
    const piece = text.slice(start, stop).trim();
    if (piece !== '') members.push(piece);
    start = stop + 1;
  }
  return members;
}

// A call that its process did not survive is printed as `read(3,  <unfinished ...>) = ?`.
function withoutUnfinished(args: string[]): string[] {
  const last = args.at(-1);
  return last === '<unfinished ...>' ? args.slice(0, -1) : args;
}

// Sticky expressions: they step over text that holds nothing of interest at the speed of the engine.
const dull = /[^",</()[\]{}]*/y;
const quoted = /"(?:[^"\\]|\\.)*"/sy;

/** Index of the next comma or closing round bracket that belongs to no bracket, string, annotation or comment; -1 when there is none. */
function findTopLevel(text: string, from: number): number {
  let depth = 0;
  for (let at = skip(dull, text, from); at < text.length; at = skip(dull, text, at + 1)) {
    const char = text[at];
    if (char === '"') at = skip(quoted, text, at) - 1;
    else if (char === '<') at = opensAnnotation(text, at) ? endOfAnnotation(text, at) : at;
    else if (char === '/') at = text[at + 1] === '*' ? endOfComment(text, at) : at;
    else if (char === '(' || char === '[' || char === '{') depth += 1;
    else if (char === ',') {
      if (depth === 0) return at;
    } else if (depth === 0) return char === ')' ? at : -1;
    else depth -= 1;
    if (at < 0) return -1;
  }
  return -1;
}

/** Where the text that the expression steps over ends; 0 when it does not match at all. */
function skip(expression: RegExp, text: string, from: number): number {
  expression.lastIndex = from;
  return expression.test(text) ? expression.lastIndex : 0;
}

function endOfComment(text: string, from: number): number {
  const end = text.indexOf('*/', from + 2);
  return end < 0 ? -1 : end + 1;
}

// Only a descriptor carries an annotation: digits or AT_FDCWD. `1<<3` is a shift.
function opensAnnotation(text: string, at: number): boolean {
  const before = text[at - 1] ?? '';
  return (before >= '0' && before <= '9' && text[at + 1] !== '<') || text.endsWith('AT_FDCWD', at);
}

const plainAnnotation = /[^\\"<>]*>/y;

// `->` joins the two addresses of a connection and closes nothing; `<` and `>` in a path are printed as octal.
function endOfAnnotation(text: string, from: number): number {
  const end = skip(plainAnnotation, text, from + 1);
  if (end > 0 && text[end - 2] !== '-') return end - 1;
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '"') {
      at = skip(quoted, text, at) - 1;
      if (at < 0) return -1;
    } else if (char === '<') depth += 1;
    else if (char === '>' && text[at - 1] !== '-') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

function scanAnswer(rest: string): { readonly answer: Answer; readonly durationMs: number | null } | null {
  const equals = /^ *= /.exec(rest);
  if (equals === null) return null;
  const duration = / <(\d+\.\d+)>$/.exec(rest);
  const durationMs = duration ? Number(duration[1]) * 1000 : null;
  const text = rest.slice(equals[0].length, duration ? -duration[0].length : undefined);
  return { answer: readAnswer(text), durationMs };
}

function readAnswer(text: string): Answer {
  if (text.startsWith('?')) return / ERESTART/.test(text) ? { kind: 'restarted' } : { kind: 'never' };
  const error = /^-1 (E[A-Z0-9]+)\b/.exec(text);
  if (error) return { kind: 'error', errno: error[1] ?? '' };
  const number = /^(-?)(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)/.exec(text);
  if (number === null) return { kind: 'never' };
  const digits = number[2] ?? '0';
  const size = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return { kind: 'value', value: number[1] === '-' ? -size : size, text };
}
