import type { SourceFile } from '#libs/contracts/language';
import type { Sentence } from '#libs/contracts/sentence';
import { matchesPattern } from './matches-pattern.js';
import type { Access, Frame, RaceReport } from './read-race-reports.js';

/** Where a report is looked for: in the files of the hand-in that `patterns` mean. */
export interface RaceScope {
  readonly patterns: readonly string[];
  readonly sources: readonly SourceFile[];
}

interface Place {
  readonly function: string;
  readonly file: string;
  readonly line: number;
}

/** The most letters of a line of code that a sentence quotes. */
const quotedLetters = 120;

/**
 * Says what a report of ThreadSanitizer found in the student's own files, with the lines of code; null when no frame of it lies there.
 */
export function explainRace(report: RaceReport, scope: RaceScope): Sentence | null {
  const [first, second] = report.accesses;
  if (report.kind === 'data race' && first && second)
    return dataRace([first, second], scope) ?? dataRace([second, first], scope);
  const stacks = [...report.accesses.map(({ frames }) => frames), ...report.stacks];
  const places = stacks.flatMap((frames) => placeIn(frames, scope) ?? []);
  const [place] = places;
  if (!place) return null;
  const does = mistakes[report.kind] ?? {
    en: `meets what ThreadSanitizer calls "${report.kind}"`,
    zh: `出现了 ThreadSanitizer 所说的 “${report.kind}”`,
  };
  const code = quote(report.kind === inversion ? places.slice(0, 2) : [place], scope);
  return {
    en: `\`${place.file}\` line ${place.line} ${does.en}, in \`${place.function}\`.${code.en}`,
    zh: `\`${place.file}\` 第 ${place.line} 行（\`${place.function}\`）${does.zh}。${code.zh}`,
  };
}

const inversion = 'lock-order-inversion (potential deadlock)';

/** What else ThreadSanitizer reports, in its own words; see `ReportTypeString` in tsan_report.cpp. */
const mistakes: Readonly<Record<string, Sentence>> = {
  'unlock of an unlocked mutex (or by a wrong thread)': {
    en: 'unlocks a mutex that this thread has not locked',
    zh: '解锁了本线程并未锁住的互斥量',
  },
  'double lock of a mutex': {
    en: 'locks a mutex that this thread has already locked',
    zh: '对本线程已经锁住的互斥量再次加锁',
  },
  'destroy of a locked mutex': { en: 'destroys a mutex that is locked', zh: '销毁了仍被锁住的互斥量' },
  'use of an invalid mutex (e.g. uninitialized or destroyed)': {
    en: 'uses a mutex that was never initialised or is destroyed already',
    zh: '使用了未初始化或已销毁的互斥量',
  },
  [inversion]: {
    en: 'takes two locks in one order and elsewhere in the other, so that two threads can wait for each other for ever',
    zh: '以一种顺序取得两把锁，而别处以相反的顺序取得，两个线程可能永远互相等待',
  },
  'heap-use-after-free': { en: 'uses memory that is freed already', zh: '使用了已经释放的内存' },
};

function dataRace([one, other]: readonly [Access, Access], scope: RaceScope): Sentence | null {
  const here = placeIn(one.frames, scope);
  if (here === null) return null;
  const there = placeIn(other.frames, scope);
  const code = quote(there === null ? [here] : [here, there], scope);
  const where = elsewhere(here, there);
  const lock = lockWords(one, other);
  const atomic = one.atomic ? { en: 'atomically ', zh: '原子地' } : { en: '', zh: '' };
  const size = `${one.bytes} byte${one.bytes === 1 ? '' : 's'}`;
  return {
    en: `\`${here.file}\` line ${here.line} ${atomic.en}${one.does}s ${size} in \`${here.function}\` while ${threadEn(other)} ${metEn(other)} ${one.bytes === 1 ? 'it' : 'them'}${where.en}, with ${lock.en}.${code.en}`,
    zh: `\`${here.file}\` 第 ${here.line} 行在 \`${here.function}\` 中${atomic.zh}${doesZh(one)} ${one.bytes} 字节，同时${threadZh(other)}${where.zh}${other.atomic ? '原子地' : ''}${doesZh(other)}它们，${lock.zh}。${code.zh}`,
  };
}

function elsewhere(here: Place, there: Place | null): Sentence {
  if (there === null) return { en: ' elsewhere', zh: '在别处' };
  if (there.file === here.file && there.line === here.line)
    return { en: ' at the same line', zh: '在同一行' };
  const file =
    there.file === here.file
      ? { en: '', zh: '' }
      : { en: ` of \`${there.file}\``, zh: ` \`${there.file}\` ` };
  return {
    en: ` in \`${there.function}\` at line ${there.line}${file.en}`,
    zh: `在 \`${there.function}\` 中${file.zh}第 ${there.line} 行`,
  };
}

function lockWords(one: Access, other: Access): Sentence {
  if (one.locks.length > 0 && other.locks.length > 0)
    return { en: 'no lock that both hold', zh: '两者没有持有同一把锁' };
  if (one.locks.length > 0 || other.locks.length > 0)
    return { en: 'a lock held by only one of them', zh: '只有其中一方持有锁' };
  return { en: 'no lock or atomic in between', zh: '其间没有锁，也没有原子操作' };
}

const threadEn = ({ thread }: Access): string => (thread === 0 ? 'the main thread' : `thread ${thread}`);
const threadZh = ({ thread }: Access): string => (thread === 0 ? '主线程' : `线程 ${thread} `);
const metEn = ({ does, atomic }: Access): string => `${atomic ? 'atomically ' : ''}${does}s`;
const doesZh = ({ does }: Access): string => (does === 'read' ? '读取' : '写入');

/** The innermost call in the student's files: what lies below it is a library's. */
function placeIn(frames: readonly Frame[], scope: RaceScope): Place | null {
  for (const { function: name, file, line } of frames)
    if (file !== null && line !== null && matchesPattern(file, scope.patterns))
      return { function: name, file, line };
  return null;
}

function quote(places: readonly Place[], { sources }: RaceScope): Sentence {
  const known = new Set<string>();
  const lines = places.flatMap(({ file, line }) => {
    const content = sources.find(({ path }) => path === file)?.content ?? '';
    const text = content.split('\n')[line - 1]?.trim() ?? '';
    const key = `${file}:${line}`;
    if (text === '' || known.has(key)) return [];
    known.add(key);
    return [{ line, text: text.length > quotedLetters ? `${text.slice(0, quotedLetters)}…` : text }];
  });
  return {
    en: lines.map(({ line, text }) => ` Line ${line}: \`${text}\``).join(''),
    zh: lines.map(({ line, text }) => ` 第 ${line} 行：\`${text}\``).join(''),
  };
}
