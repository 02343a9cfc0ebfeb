import type { DemoHead, DemoPromise } from '#libs/catalogue/demo';
import type { Trace, Transfer } from '#libs/contracts/trace';

/**
 * What is wrong with a demo's trace, a sentence each: promised transfers that are missing, data between two of its processes that
 * nobody promised, warnings, and objects left behind. None when it is as promised.
 */
export function brokenPromises(demo: DemoHead, trace: Trace): string[] {
  const ids = trace.processes.filter((life) => life.role === 'student').map((life) => life.id);
  const names = namesOf(demo, trace);
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? id));
  const objects = new Map(trace.objects.map((object) => [object.id, object]));
  const left = [...trace.transfers];
  const missing: string[] = [];
  const isKept = (promise: DemoPromise, one: Transfer): boolean =>
    // Which of those that hold the last ends closes later, and so brings the end, is the scheduler's choice.
    (nameOf(one.from) === promise.from || one.kind === 'end-of-file') &&
    nameOf(one.to) === promise.to &&
    objects.get(one.through)?.kind === promise.through &&
    (promise.name === undefined || objects.get(one.through)?.name === promise.name) &&
    hasAll(promise, one);
  for (const promise of demo.promises) {
    for (let count = 0; count < promise.times; count += 1) {
      const at = left.findIndex((one) => isKept(promise, one));
      if (at < 0) missing.push(`Missing: ${told(promise)}`);
      else left.splice(at, 1);
    }
  }
  const surprises = left
    .filter((one) => one.kind === 'data' && isBetween(one, ids))
    .map((one) => {
      const surprise = { ...one, from: nameOf(one.from), to: nameOf(one.to) };
      return `Not promised: ${told({ ...surprise, ...placeOf(objects.get(one.through)) })}`;
    });
  const strangers =
    ids.length === demo.processes.length
      ? []
      : [`${ids.length} processes were seen, and ${demo.processes.length} were promised.`];
  return [
    ...strangers,
    ...missing,
    ...surprises,
    ...trace.warnings.map((warning) => `Warning: ${warning}`),
    ...trace.leftovers.map(({ kind, name }) => `Left behind: ${kind} ${name}`),
  ];
}

/** Who is named after its program is that one, for of two that start side by side either may be first; the others go by birth. */
function namesOf(demo: DemoHead, trace: Trace): Map<string, string> {
  const students = trace.processes.filter((life) => life.role === 'student');
  const names = new Map<string, string>();
  const free = () => students.filter((life) => !names.has(life.id));
  const strangers = demo.processes.filter((name) => {
    const found = free().find((life) => life.command[0]?.split('/').at(-1) === name);
    if (found) names.set(found.id, name);
    return found === undefined;
  });
  for (const [index, life] of free().entries()) names.set(life.id, strangers[index] ?? life.id);
  return names;
}

const details = [
  'kind',
  'bytes',
  'text',
  'sends',
  'priority',
  'messageType',
  'value',
  'inferred',
] as const satisfies (keyof DemoPromise & keyof Transfer)[];

function hasAll(promise: DemoPromise, one: Transfer): boolean {
  return details.every((name) => promise[name] === undefined || promise[name] === one[name]);
}

function isBetween({ from, to }: Transfer, ids: readonly string[]): boolean {
  return from !== null && to !== null && from !== to && ids.includes(from) && ids.includes(to);
}

function placeOf(object: Trace['objects'][number] | undefined): { through: string; name?: string } {
  return object ? { through: object.kind, name: object.name } : { through: 'nothing known' };
}

type Told = Pick<DemoPromise, 'from' | 'to' | 'through' | 'name'> & {
  readonly [name in (typeof details)[number]]?: Transfer[name] | undefined;
};

function told(one: Told): string {
  const said = details.flatMap((name) => {
    const value = one[name];
    return value === undefined || value === null ? [] : [`${name} ${JSON.stringify(value)}`];
  });
  const place = one.name === undefined ? one.through : `${one.through} ${one.name}`;
  return `${one.from ?? 'nobody'} -> ${one.to ?? 'nobody'} through ${place}: ${said.join(', ')}`;
}
