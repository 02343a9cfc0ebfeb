import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document, type ParsedNode } from 'yaml';
import { z } from 'zod';
import { ExerciseHead } from '#libs/contracts/exercise';
import { Refusal } from '#libs/contracts/refusal';

/** The head of an `exercise.yaml`, and everything else in it for grading to parse. */
export interface ParsedHead {
  readonly head: ExerciseHead;
  readonly plan: unknown;
}

/**
 * Parses the text of an `exercise.yaml`. Ends in `Refusal BAD_EXERCISE` naming file, line, column and what was expected there.
 */
export function parseHead(file: string, text: string): ParsedHead {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const at = lines.linePos(error.pos[0]);
    throw new Refusal('BAD_EXERCISE', `${file}:${at.line}:${at.col}: ${firstLine(error.message)}`);
  }
  const whole = z.record(z.string(), z.unknown()).safeParse(document.toJS());
  if (!whole.success)
    throw new Refusal(
      'BAD_EXERCISE',
      `${file}:1:1: expected a mapping with title, level, summary, programs and so on.`,
    );
  const names = new Set(Object.keys(ExerciseHead.shape));
  const entries = Object.entries(whole.data);
  const head = ExerciseHead.safeParse(Object.fromEntries(entries.filter(([name]) => names.has(name))));
  if (!head.success) throw refuseYaml(file, text, head.error);
  return { head: head.data, plan: Object.fromEntries(entries.filter(([name]) => !names.has(name))) };
}

/**
 * Says where in a YAML text a zod error lies: `file:line:column: what was expected (in cases.0.name)`. Grading uses it for the
 * part of `exercise.yaml` that it parses itself.
 */
export function refuseYaml(file: string, text: string, error: z.ZodError): Refusal {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const said = error.issues.slice(0, 3).map((issue) => {
    const at = lines.linePos(offsetOf(document, issue));
    const where = issue.path.length === 0 ? '' : ` (in ${issue.path.map(String).join('.')})`;
    return `${file}:${at.line}:${at.col}: ${issue.message}${where}`;
  });
  return new Refusal('BAD_EXERCISE', said.join('; '));
}

function offsetOf(document: Document.Parsed<ParsedNode>, issue: z.core.$ZodIssue): number {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const [unknownKey] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  if (unknownKey !== undefined) return keyOffset(document, path, unknownKey);
  // A missing key has no node of its own: its nearest parent that exists is shown.
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isScalar(node) || isMap(node) || (typeof node === 'object' && node !== null && 'range' in node))
      return startOf(node);
  }
  return startOf(document.contents);
}

function keyOffset(
  document: Document.Parsed<ParsedNode>,
  path: readonly (string | number)[],
  key: string,
): number {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isMap(map)) return startOf(map);
  const pair = map.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
  return startOf(pair === undefined ? map : pair.key);
}

function startOf(node: unknown): number {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return 0;
  const start: unknown = node.range[0];
  return typeof start === 'number' ? start : 0;
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}
