import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { RosterRole, rosterLimits, type RosterProblem, type RosterRow } from './roster.js';

/** Rows that can be used, and everything that is wrong with the others. */
export interface ReadRoster {
  readonly rows: readonly RosterRow[];
  readonly problems: readonly RosterProblem[];
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

const columns = ['name', 'email', 'role', 'section', 'group'] as const;
type Column = (typeof columns)[number];

/** Of a name of a person, a section or a group, in characters. */
const nameCharactersMax = 100;

const Email = z.email().max(254);

/**
 * Reads a class list: CSV (RFC 4180) whose first line names its columns, of which only `email` must be there. Takes what
 * spreadsheets write: a byte order mark, any line ends, semicolons or tabs for commas, empty lines. Finds everything that is
 * wrong, each with its line and column; what a quotation mark broke is not read further.
 */
export function readRoster(text: string): ReadRoster {
  const tooLarge = checkSize(text);
  if (tooLarge !== null) return { rows: [], problems: [tooLarge] };
  const lines = split(text);
  if ('reason' in lines) return { rows: [], problems: [lines] };
  const [heading, ...body] = lines;
  if (heading === undefined) return { rows: [], problems: [fault(1, null, 'The file is empty.')] };
  const flaws = checkHeading(heading);
  if (flaws.length > 0) return { rows: [], problems: flaws };
  if (body.length > rosterLimits.rows) {
    const reason = `There are more than ${rosterLimits.rows} rows; import them in parts.`;
    return { rows: [], problems: [fault(body[rosterLimits.rows]?.line ?? 1, null, reason)] };
  }
  return readBody(heading.cells.map(plain), body);
}

function readBody(heading: readonly string[], body: readonly Line[]): ReadRoster {
  const rows: RosterRow[] = [];
  const problems: RosterProblem[] = [];
  const lineOf = new Map<string, number>();
  for (const line of body) {
    const read = readRow(heading, line);
    problems.push(...read.problems);
    if (read.row === null) continue;
    const before = lineOf.get(read.row.email);
    lineOf.set(read.row.email, before ?? line.line);
    if (before === undefined) rows.push(read.row);
    else problems.push(fault(line.line, 'email', `${read.row.email} stands in line ${before} already.`));
  }
  return { rows, problems };
}

function readRow(
  heading: readonly string[],
  { line, cells }: Line,
): { readonly row: RosterRow | null; readonly problems: readonly RosterProblem[] } {
  if (cells.length > heading.length) {
    const reason = `This line has ${cells.length} cells and the heading ${heading.length}; quote a cell that holds the separator.`;
    return { row: null, problems: [fault(line, null, reason)] };
  }
  const cell = (column: Column) => cells[heading.indexOf(column)]?.trim() || null;
  const problems = columns.flatMap((column) => {
    const reason = flawOf(column, cell(column));
    return reason === null ? [] : [fault(line, column, reason)];
  });
  const email = cell('email')?.toLowerCase() ?? '';
  const role =
    cell('role') === null ? null : (RosterRole.safeParse(cell('role')?.toLowerCase()).data ?? null);
  const row = { line, email, role, name: cell('name'), section: cell('section'), group: cell('group') };
  return { row: problems.length === 0 ? row : null, problems };
}

/** What is wrong with a cell, as a sentence. */
function flawOf(column: Column, text: string | null): string | null {
  if (column === 'email') {
    if (text === null) return 'There is no email address.';
    return Email.safeParse(text).success ? null : `“${text.slice(0, 60)}” is no email address.`;
  }
  if (text === null) return null;
  if (column === 'role') {
    if (RosterRole.safeParse(text.toLowerCase()).success) return null;
    return `“${text.slice(0, 60)}” is no role; roles are ${RosterRole.options.join(', ')}.`;
  }
  if (text.includes('\ufffd')) return 'Letters were lost: save the file as UTF-8.';
  if (/[\p{Cc}\p{Cs}]/u.test(text)) return 'It holds a line break or another control character.';
  return text.length > nameCharactersMax ? `It is longer than ${nameCharactersMax} characters.` : null;
}

function checkSize(text: string): RosterProblem | null {
  if (Buffer.byteLength(text) <= rosterLimits.bytes) return null;
  return fault(1, null, `The file is larger than ${rosterLimits.bytes} bytes.`);
}

function checkHeading({ line, cells }: Line): RosterProblem[] {
  const names = cells.map(plain);
  const unknown = names.filter((name) => !columns.some((column) => column === name));
  const twice = names.filter((name, at) => names.indexOf(name) < at);
  return [
    ...unknown.map((name) =>
      fault(line, name, `“${name.slice(0, 60)}” is no column; columns are ${columns.join(', ')}.`),
    ),
    ...twice.map((name) => fault(line, name, `The column ${name} is there twice.`)),
    ...(names.includes('email') ? [] : [fault(line, 'email', 'The first line names no column “email”.')]),
  ];
}

/** Splits into lines that are not empty, each with the number on which it begins; or says where quotation marks do not match. */
function split(text: string): Line[] | RosterProblem {
  const lines: Line[] = [];
  let end = 0;
  try {
    parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      trim: true,
      to: rosterLimits.rows + 2,
      on_record: (cells: string[], context) => {
        if (cells.some((cell) => cell !== '')) lines.push({ line: end + 1, cells });
        end = context.lines;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return fault(Number(error['lines'] ?? end + 1), null, saysOf(error.code));
  }
  return lines;
}

function saysOf(code: string): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'A quotation mark is opened and never closed.';
  return 'A quotation mark stands where none may; within a quoted cell it is written twice.';
}

/** Spreadsheets write semicolons where the comma belongs to numbers, and tabs when they copy. */
function delimiterOf(text: string): string {
  const [heading = ''] = text.split(/[\r\n]/, 1);
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: heading.split(mark).length }));
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).mark;
}

function plain(cell: string): string {
  return cell.trim().toLowerCase();
}

function fault(line: number, column: string | null, reason: string): RosterProblem {
  return { line, column, reason };
}
