import { z } from 'zod';
import { assignmentLimits, CountedAttempt, LatePolicy } from '#libs/contracts/assignment';
import { Refusal } from '#libs/contracts/refusal';
import { CheckGroup } from '#libs/contracts/report';
import { readTime, sayTime } from './local-time.js';

const { titleLength, weight, attempts, cooldownSeconds } = assignmentLimits;

const Numbers = z.object({
  title: z
    .string()
    .trim()
    .min(1, 'an assignment needs a title')
    .max(titleLength, `a title has at most ${titleLength} characters`)
    .regex(/^\P{Cc}*$/u, 'a title is one line'),
  weight: z.number().min(0, 'a weight is not negative').max(weight, `a weight is at most ${weight}`),
  attemptsMax: z
    .number()
    .int()
    .min(1, 'at least one attempt is needed; leave it out for as many as one likes')
    .max(attempts, `at most ${attempts} attempts can be allowed`)
    .nullable(),
  cooldownSeconds: z
    .number()
    .int()
    .min(0, 'a pause is not negative')
    .max(cooldownSeconds, `a pause is at most ${cooldownSeconds} seconds`),
  counted: CountedAttempt,
  hiddenGroups: z
    .array(CheckGroup)
    .transform((groups) => CheckGroup.options.filter((one) => groups.includes(one))),
  groupHandIns: z.boolean(),
});

/** What instructors decide about an assignment. */
export type AssignmentTerms = z.infer<typeof Numbers> & {
  readonly releaseAt: Date;
  readonly dueAt: Date;
  readonly latePolicy: LatePolicy;
};

/** The same as instructors say it, with times as `readTime` takes them. */
export type SaidTerms = z.input<typeof Numbers> & {
  readonly releaseAt: string;
  readonly dueAt: string;
  readonly latePolicy: unknown;
};

/** Reads what an instructor said about an assignment of a course with this time zone. Ends in `Refusal BAD_INPUT` at what cannot be meant. */
export function readTerms(said: SaidTerms, timeZone: string): AssignmentTerms {
  const numbers = Numbers.parse(said);
  const releaseAt = readTime('releaseAt', said.releaseAt, timeZone);
  const dueAt = readTime('dueAt', said.dueAt, timeZone);
  if (dueAt <= releaseAt) {
    const [due, release] = [sayTime(dueAt, timeZone), sayTime(releaseAt, timeZone)];
    throw new Refusal('BAD_INPUT', `It would be due on ${due}, before its release on ${release}.`);
  }
  const latePolicy = LatePolicy.parse(withInstant(said.latePolicy, timeZone));
  const closesAt = latePolicy.kind === 'refuse' ? null : latePolicy.closesAt;
  if (closesAt !== null && new Date(closesAt) < dueAt) {
    const [due, closes] = [sayTime(dueAt, timeZone), sayTime(new Date(closesAt), timeZone)];
    throw new Refusal('BAD_INPUT', `It would close on ${closes}, before it is due on ${due}.`);
  }
  return { ...numbers, releaseAt, dueAt, latePolicy };
}

const Closing = z.object({ closesAt: z.string() });

/** The policy with its closing time as an instant of UTC. */
function withInstant(latePolicy: unknown, timeZone: string): unknown {
  const { data } = Closing.safeParse(latePolicy);
  if (data === undefined) return latePolicy;
  return { ...Object(latePolicy), closesAt: readTime('closesAt', data.closesAt, timeZone).toISOString() };
}
