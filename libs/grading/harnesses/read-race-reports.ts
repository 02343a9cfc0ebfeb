import { threadCheckerBegan } from '#libs/sandbox/thread-checker';

/** A call on a stack. `file` is a path below `/box`; it and `line` are null in code without debugging information. */
export interface Frame {
  readonly function: string;
  readonly file: string | null;
  readonly line: number | null;
}

/** One of the accesses that meet. `thread` is 0 for the first one and counts as ThreadSanitizer does; `locks` are its names of what is held. */
export interface Access {
  readonly does: 'read' | 'write';
  readonly atomic: boolean;
  readonly bytes: number;
  readonly thread: number;
  readonly locks: readonly string[];
  readonly frames: readonly Frame[];
}

/** One report. `kind` is ThreadSanitizer's own word, such as `data race`; `stacks` are all that are no access, such as where a mutex was made. */
export interface RaceReport {
  readonly kind: string;
  readonly accesses: readonly Access[];
  readonly stacks: readonly (readonly Frame[])[];
}

/** What the file of reports says: whether the checker began at all, and what made it give up. */
export interface RaceReports {
  readonly began: boolean;
  readonly gaveUp: string | null;
  readonly reports: readonly RaceReport[];
}

/** The most reports that are read; more say nothing new. */
const reportsMax = 100;

const access =
  /^ {2}(?:Previous )?(atomic )?(read|write) of size (\d+) at 0x[0-9a-f]+ by (?:main thread|thread T(\d+))(?: '[^']*')?(?: \(mutexes: (.*)\))?:$/i;
const frame = /^ {4}#\d+ (.+) (\S+) \(\S+\)$/;
const place = /^(.+?):(\d+)(?::\d+)?$/;

/**
 * Reads the reports of ThreadSanitizer as gcc 12 prints them, symbolised. Never throws: lines that it does not know belong to nothing.
 * See tsan_report.cpp in its source.
 */
export function readRaceReports(text: string): RaceReports {
  const gaveUp = /^.*(?:FATAL: ThreadSanitizer|ThreadSanitizer: CHECK failed).*$/m.exec(text)?.[0] ?? null;
  const parts = text.split(/^WARNING: ThreadSanitizer: /m).slice(1, reportsMax + 1);
  return { began: text.startsWith(`${threadCheckerBegan}\n`), gaveUp, reports: parts.map(readReport) };
}

type Section = { readonly head: string; readonly frames: Frame[] };

function readReport(text: string): RaceReport {
  const lines = text.split('\n');
  // What a mutex was used wrongly by comes first and has no heading.
  const sections: Section[] = [{ head: '', frames: [] }];
  for (const line of lines.slice(1)) {
    if (/^={10,}$/.test(line) || line.startsWith('SUMMARY: ')) break;
    const found = readFrame(line);
    if (found !== null) sections.at(-1)?.frames.push(found);
    else if (/^ {2}\S.*:$/.test(line)) sections.push({ head: line, frames: [] });
  }
  const kind = (lines[0] ?? '').replace(/ \(pid=\d+\)$/, '');
  const accesses = sections.flatMap(({ head, frames }) => readAccess(head, frames) ?? []);
  const others = sections.filter(({ head, frames }) => !access.test(head) && frames.length > 0);
  const stacks = others.map(({ frames }) => frames);
  return { kind, accesses, stacks };
}

function readAccess(head: string, frames: readonly Frame[]): Access | null {
  const found = access.exec(head);
  if (found === null) return null;
  const [, atomic, does = '', bytes = '0', thread = '0', locks = ''] = found;
  return {
    does: does.toLowerCase() === 'write' ? 'write' : 'read',
    atomic: atomic !== undefined,
    bytes: Number(bytes),
    thread: Number(thread),
    locks: [...locks.matchAll(/M\d+/g)].map(([name]) => name),
    frames,
  };
}

function readFrame(line: string): Frame | null {
  const found = frame.exec(line);
  if (found === null) return null;
  const [, name = '', where = ''] = found;
  const at = place.exec(where);
  if (at === null) return { function: name, file: null, line: null };
  return { function: name, file: at[1]?.replace(/^(?:\/box\/|\.\/)+/, '') ?? null, line: Number(at[2]) };
}
