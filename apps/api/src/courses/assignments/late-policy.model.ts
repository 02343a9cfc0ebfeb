import { createUnionType, Field, Float, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { LatePolicy } from '#libs/contracts/assignment';

const LateUnitEnum = { day: 'day', hour: 'hour' } as const;
registerEnumType(LateUnitEnum, { name: 'LateUnit', description: 'What lateness is counted in.' });

@ObjectType('RefuseLate', { description: 'Nothing is taken after the due time.' })
class RefuseLateModel {
  @Field(() => Int, { description: 'Minutes of lateness that are overlooked.' })
  readonly graceMinutes!: number;
}

@ObjectType('AcceptLate', { description: 'Taken until a closing time, and worth as much.' })
class AcceptLateModel {
  @Field(() => Date)
  readonly closesAt!: Date;
}

@ObjectType('DeductLate', { description: 'Taken with a deduction that grows.' })
class DeductLateModel {
  @Field(() => Float, {
    description: 'Of full marks, for each day or hour that has begun since the due time.',
  })
  readonly fraction!: number;

  @Field(() => LateUnitEnum)
  readonly per!: keyof typeof LateUnitEnum;

  @Field(() => Float, { description: 'The most that is deducted, of full marks.' })
  readonly atMost!: number;

  @Field(() => Int, { description: 'Minutes of lateness that are overlooked.' })
  readonly graceMinutes!: number;

  @Field(() => Date, { nullable: true, description: 'Null: it never closes.' })
  readonly closesAt!: Date | null;
}

/** A policy with its closing time as an instant. */
export type ShownPolicy = ReturnType<typeof showPolicy>;

/** Writes a policy as it is shown. */
export function showPolicy(policy: LatePolicy) {
  const closesAt = policy.kind === 'refuse' || policy.closesAt === null ? null : new Date(policy.closesAt);
  return { ...policy, closesAt };
}

const models = { refuse: RefuseLateModel, accept: AcceptLateModel, deduct: DeductLateModel } as const;

/** What happens to late hand-ins, as it is shown. */
export const LatePolicyUnion = createUnionType({
  name: 'LatePolicy',
  description: 'What happens to hand-ins after the due time.',
  types: () => [RefuseLateModel, AcceptLateModel, DeductLateModel] as const,
  resolveType: ({ kind }: ShownPolicy) => models[kind],
});

@InputType('RefuseLateInput', { description: 'Take nothing after the due time.' })
class RefuseLateInput {
  @Field(() => Int, {
    defaultValue: 0,
    description: 'Minutes of lateness that are overlooked: at most a week.',
  })
  readonly graceMinutes!: number;
}

@InputType('AcceptLateInput', { description: 'Take late work until a closing time, worth as much.' })
class AcceptLateInput {
  @Field(() => String, { description: 'A time as `dueAt` is given.' })
  readonly closesAt!: string;
}

@InputType('DeductLateInput', { description: 'Take late work with a deduction that grows.' })
class DeductLateInput {
  @Field(() => Float, {
    description: 'Of full marks, for each day or hour that has begun since the due time.',
  })
  readonly fraction!: number;

  @Field(() => LateUnitEnum)
  readonly per!: keyof typeof LateUnitEnum;

  @Field(() => Float, { defaultValue: 1, description: 'The most that is deducted, of full marks.' })
  readonly atMost!: number;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Minutes of lateness that are overlooked: at most a week.',
  })
  readonly graceMinutes!: number;

  @Field(() => String, { nullable: true, description: 'Left out: it never closes.' })
  readonly closesAt?: string | null;
}

@InputType({ isOneOf: true, description: 'One of the three.' })
export class LatePolicyInput {
  @Field(() => RefuseLateInput, { nullable: true })
  readonly refuse?: RefuseLateInput | null;

  @Field(() => AcceptLateInput, { nullable: true })
  readonly accept?: AcceptLateInput | null;

  @Field(() => DeductLateInput, { nullable: true })
  readonly deduct?: DeductLateInput | null;
}

/** The policy as `readTerms` takes it. */
export function saidPolicy({ refuse, accept, deduct }: LatePolicyInput): unknown {
  if (accept) return { kind: 'accept', ...accept };
  if (deduct) return { kind: 'deduct', ...deduct, closesAt: deduct.closesAt ?? null };
  return { kind: 'refuse', graceMinutes: 0, ...refuse };
}
