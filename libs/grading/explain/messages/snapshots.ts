import type { Sentence } from '#libs/contracts/sentence';
import type { CaseRun } from '../../runs/case-run.js';
import { nameProgram } from '../words/name-program.js';
import { capital } from '../words/names.js';

const recordBytes = 65_536;
const tokenBytes = 16;

/** A whole snapshot that a reader printed: which token it shows, and which set of which writer that is, counted from 1. */
export interface Shown {
  readonly reader: number;
  readonly snapshot: number;
  readonly token: string;
  readonly writer: number;
  readonly number: number;
}

/** By token: who was told to set it, and as which of its sets. */
export type Sets = ReadonlyMap<string, Pick<Shown, 'writer' | 'number'>>;

/** The tokens that lines `set TOKEN` of these writers' inputs name. */
export function setsOf(seen: CaseRun, writers: readonly number[]): Sets {
  return new Map(
    writers.flatMap((writer) => {
      const text = Buffer.from(seen.inputs[writer] ?? []).toString('latin1');
      const tokens = [...text.matchAll(/^set (.*)$/gm)].map(([, token = '']) => token);
      return tokens.map((token, at) => [token, { writer, number: at + 1 }] as const);
    }),
  );
}

interface Reading {
  readonly reader: number;
  readonly snapshot: number;
  readonly sets: Sets;
  readonly seen: CaseRun;
}

/** What a record with the newline behind it shows, or what is wrong with it: its length, a tear, or a token that nobody set. */
export function sayRecord(piece: Buffer, { reader, snapshot, sets, seen }: Reading): Shown | Sentence {
  const token = piece.subarray(0, tokenBytes);
  const who = nameProgram(seen, reader);
  const which = { en: `Snapshot ${snapshot} of ${who.en}`, zh: `${who.zh}的第 ${snapshot} 份快照` };
  if (piece.length !== recordBytes + 1 || piece[recordBytes] !== 10) {
    const bytes = Math.min(piece.length, recordBytes);
    return {
      en: `${which.en} has ${bytes} bytes, or no newline behind it; 65536 and a newline were wanted.`,
      zh: `${which.zh}有 ${bytes} 字节，或者后面没有换行；应为 65536 字节加换行。`,
    };
  }
  const record = piece.subarray(0, recordBytes);
  if (!record.equals(Buffer.alloc(recordBytes, token))) return torn(record, which);
  const text = token.toString('latin1');
  const set = sets.get(text);
  if (set !== undefined) return { reader, snapshot, token: text, ...set };
  return {
    en: `${which.en} shows ${JSON.stringify(text)}, which nobody had set.`,
    zh: `${which.zh}显示 ${JSON.stringify(text)}，而没有人设置过它。`,
  };
}

function torn(record: Buffer, which: Sentence): Sentence {
  const first = record.subarray(0, tokenBytes);
  let at = 0;
  while (record.subarray(at, at + tokenBytes).equals(first)) at += tokenBytes;
  const [one, other] = [quote(first), quote(record.subarray(at, at + tokenBytes))];
  return {
    en: `${which.en} is torn: it begins with token ${one}, and from byte ${at} on it has ${other}.`,
    zh: `${which.zh}是撕裂的：开头是 ${one}，从第 ${at} 字节起却是 ${other}。`,
  };
}

function quote(bytes: Buffer): string {
  return JSON.stringify(bytes.toString('latin1'));
}

/** An older record of a writer came after a newer one. */
export function wentBack(next: Shown, before: Shown, seen: CaseRun): Sentence {
  const who = nameProgram(seen, next.reader);
  return {
    en: `Snapshot ${next.snapshot} of ${who.en} shows ${next.token}, although ${before.token} had been shown before, which was set later.`,
    zh: `${who.zh}的第 ${next.snapshot} 份快照显示 ${next.token}，而此前已经显示过设置得更晚的 ${before.token}。`,
  };
}

interface Newest {
  readonly writer: number;
  readonly set: number;
  readonly sets: Sets;
  readonly seen: CaseRun;
}

/** A reader came after a set had been acknowledged, and showed another one. */
export function notNewest(end: Shown, { writer, set, sets, seen }: Newest): Sentence {
  const who = nameProgram(seen, end.reader);
  const [wanted = ''] = [...sets].find(([, one]) => one.writer === writer && one.number === set) ?? [];
  return {
    en: `${capital(who.en)} was started after \`done ${wanted}\` had been printed, and still showed ${end.token}.`,
    zh: `${who.zh}在 \`done ${wanted}\` 输出之后才启动，却仍显示 ${end.token}。`,
  };
}

/** A reader printed another number of snapshots than it was asked for. */
export function tooFew(
  reader: number,
  { has, wanted, seen }: { readonly has: number; readonly wanted: number; readonly seen: CaseRun },
): Sentence {
  const who = nameProgram(seen, reader);
  return {
    en: `${capital(who.en)} printed ${has} ${has === 1 ? 'snapshot' : 'snapshots'}; ${wanted} ${wanted === 1 ? 'was' : 'were'} wanted.`,
    zh: `${who.zh}输出了 ${has} 份快照；应为 ${wanted} 份。`,
  };
}

/** Null when the record that was shown at the end is the last one of its writer. */
export function replacedSince(end: Shown, sets: Sets): Sentence | null {
  const last = Math.max(...[...sets.values()].map((set) => (set.writer === end.writer ? set.number : 0)));
  if (end.number === last) return null;
  return {
    en: `All sets had been acknowledged, and the record was ${end.token}, which its writer had replaced since.`,
    zh: `所有设置都已得到确认，记录却是 ${end.token}，而它的写者后来已经替换过它。`,
  };
}
