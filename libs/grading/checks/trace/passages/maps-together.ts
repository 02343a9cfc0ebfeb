import { z } from 'zod';
import type { Sentence } from '#libs/contracts/sentence';
import type { TracedMapping } from '#libs/contracts/trace';
import type { IpcObject } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import { capital } from '../../../explain/words/names.js';
import { historyOf } from '../../../explain/seen-history.js';
import type { Wrong } from '../../../explain/wrong.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';

const Programs = z.array(z.number().int().min(0));

/**
 * Each of these programs (or a process of its own) had one and the same shared memory object in its memory, mapped as MAP_SHARED
 * (mmap(2)), those of `writers` in a way that they could store there, and all of them shared it with the first one at some time. The
 * object is called `name`, or something that begins so, because it may be moved to its name when it is complete.
 */
export const mapsTogether = defineCondition(
  'maps-together',
  { name: z.string(), programs: Programs.min(2), writers: Programs.default([]) },
  ({ name, programs, writers }, seen) => {
    const wanted = fillToken(name, seen.token);
    const objects = historyOf(seen).objects.filter((one) => isMemory(one) && one.name.startsWith(wanted));
    if (objects.some((object) => lacking(object, { programs, writers }, seen) === null)) return null;
    const users = (object: IpcObject): number => usersOf(object, programs, seen);
    const [object] = objects.toSorted((one, other) => users(other) - users(one));
    return object === undefined ? nobody(wanted) : lacking(object, { programs, writers }, seen);
  },
);

interface Wanted {
  readonly programs: readonly number[];
  readonly writers: readonly number[];
}

function isMemory({ kind, outside }: IpcObject): boolean {
  return kind === 'posix-shm' && outside === null;
}

function usersOf(object: IpcObject, programs: readonly number[], seen: CaseRun): number {
  return programs.filter((program) => mappingsOf(object, program, seen).length > 0).length;
}

function mappingsOf(object: IpcObject, program: number, seen: CaseRun): readonly TracedMapping[] {
  const history = historyOf(seen);
  const own = new Set(
    history.processes
      .filter((life) => life.program === program && life.role !== 'harness')
      .map(({ id }) => id),
  );
  return history.mappings.filter((one) => one.object === object.id && own.has(one.process));
}

function lacking(object: IpcObject, { programs, writers }: Wanted, seen: CaseRun): Wrong | null {
  const mapped = programs.map((program) => ({ program, spans: mappingsOf(object, program, seen) }));
  const about = [object.id];
  const absent = mapped.find(({ spans }) => spans.length === 0);
  if (absent !== undefined) return { about, ...neverMapped(nameProgram(seen, absent.program), object.name) };
  const reader = mapped.find(
    ({ program, spans }) => writers.includes(program) && spans.every(({ access }) => access === 'read'),
  );
  if (reader !== undefined) return { about, ...onlyRead(nameProgram(seen, reader.program), object.name) };
  const [first, ...others] = mapped;
  const apart = others.find(({ spans }) => !spans.some((one) => first?.spans.some(meets(one))));
  if (first === undefined || apart === undefined) return null;
  const [one, two] = [nameProgram(seen, first.program), nameProgram(seen, apart.program)];
  return { about, ...neverTogether(one, two, object.name) };
}

function meets(one: TracedMapping): (other: TracedMapping) => boolean {
  const end = ({ untilMs }: TracedMapping): number => untilMs ?? Number.POSITIVE_INFINITY;
  return (other) => one.fromMs <= end(other) && other.fromMs <= end(one);
}

function nobody(name: string): Sentence {
  return {
    en: `Nobody had a shared memory object ${name} in its memory; each of the programs was to map it with MAP_SHARED.`,
    zh: `没有程序把共享内存对象 ${name} 映射到自己的内存；每个程序都应当用 MAP_SHARED 映射它。`,
  };
}

function neverMapped(who: Sentence, name: string): Sentence {
  return {
    en: `${capital(who.en)} never had the shared memory object ${name} in its memory; it was to map it with MAP_SHARED.`,
    zh: `${who.zh}从未把共享内存对象 ${name} 映射到自己的内存；它应当用 MAP_SHARED 映射它。`,
  };
}

function onlyRead(who: Sentence, name: string): Sentence {
  return {
    en: `${capital(who.en)} mapped ${name} for reading only; it was to store the data there, which needs PROT_WRITE.`,
    zh: `${who.zh}只以只读方式映射了 ${name}；数据应由它存入其中，这需要 PROT_WRITE。`,
  };
}

function neverTogether(one: Sentence, two: Sentence, name: string): Sentence {
  return {
    en: `${capital(one.en)} and ${two.en} both mapped ${name}, but never at the same time.`,
    zh: `${one.zh}和${two.zh}都映射过 ${name}，但从未在同一时间。`,
  };
}
