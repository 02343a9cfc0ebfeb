import { type Case, programsOf } from './case.js';
import { ProgramRange } from './case-program.js';

/** What does not fit in a case: programs that the exercise does not have, steps about programs that the case does not have. Null when all fits. */
export function findCaseFault(
  one: Case,
  names: readonly string[],
  peers: readonly string[] = [],
): string | null {
  const programs = programsOf(one);
  if (one.run !== undefined && one.harness !== undefined)
    return `The case "${one.id}" runs a harness, so it cannot run \`${one.run}\` in its place.`;
  const doubtful = programs.find(({ run, peer }) => run !== undefined && peer !== undefined);
  if (doubtful)
    return `A program of the case "${one.id}" is either of the hand-in (\`run\`) or a peer, not both.`;
  if (one.peer !== undefined && one.harness !== undefined)
    return `The case "${one.id}" runs a harness, so it cannot run the peer \`${one.peer}\` in its place.`;
  const missing = programs.find(({ peer }) => peer !== undefined && !peers.includes(`${peer}.c`))?.peer;
  if (missing !== undefined)
    return `The case "${one.id}" runs the peer \`${missing}\`; there is no file peer/${missing}.c.`;
  const unknown = programs.find(({ run }) => run !== undefined && !names.includes(run))?.run;
  if (unknown !== undefined)
    return `The case "${one.id}" runs \`${unknown}\`; the exercise has ${names.join(', ')}.`;
  const step = one.steps.find((each) => 'program' in each && programs[each.program] === undefined);
  if (step !== undefined && 'program' in step)
    return `The step ${step.do} of the case "${one.id}" means program ${step.program}; the case has ${programs.length}, counted from 0.`;
  return findStartFault(one);
}

function findStartFault(one: Case): string | null {
  const started = one.steps.flatMap((step) => (step.do === 'start' ? [step.program] : []));
  for (const [index, { starts }] of programsOf(one).entries()) {
    const times = started.filter((each) => each === index).length;
    if (starts === 'by-step' && times !== 1)
      return `Program ${index} of the case "${one.id}" starts by a step: exactly one step must start it.`;
    if (starts === 'at-once' && times > 0)
      return `Program ${index} of the case "${one.id}" starts at once: no step may start it, or it says "starts: by-step".`;
  }
  if (one.times > 1 && one.schedules !== undefined)
    return `The case "${one.id}" is played either several times or under schedules, not both.`;
  return started.length > 0 && one.schedules !== undefined
    ? `The case "${one.id}" has schedules: there all programs start at once.`
    : null;
}

/** A condition about a program that the case does not have, as a sentence; null when there is none. */
export function findProgramFault(one: Case, conditions: readonly { readonly kind: string }[]): string | null {
  if (one.traced && conditions.some(({ kind }) => kind === 'took'))
    return `The case "${one.id}" is traced, which takes time: no condition can judge how long it "took".`;
  const count = programsOf(one).length;
  const wide = conditions.flatMap(programsMeant).find((program) => program >= count);
  return wide === undefined
    ? null
    : `A condition about the case "${one.id}" means program ${wide}; the case has ${count}, counted from 0.`;
}

const programFields = new Set(['program', 'of', 'output', 'processesOf']);

// Wherever in a condition a program is named, its field is called so; a range names its last one.
function programsMeant(value: unknown): readonly number[] {
  if (Array.isArray(value)) return value.flatMap(programsMeant);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]: readonly [string, unknown]) => {
    if (field === 'programs') return rangeOf(inner);
    if (field === 'between') return rangeOf(inner);
    if (!programFields.has(field)) return programsMeant(inner);
    return typeof inner === 'number' ? [inner] : rangeOf(inner);
  });
}

function rangeOf(value: unknown): readonly number[] {
  const range = ProgramRange.safeParse(value);
  if (range.success) return [range.data.to];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'number') : programsMeant(value);
}
