import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';

@ObjectType('Term', { description: 'A part of the year in which courses are held; terms do not overlap.' })
export class TermModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'The first day, such as "2026-09-14".' })
  readonly startsOn!: string;

  @Field(() => String, { description: 'The last day, which is within.' })
  readonly endsOn!: string;

  @Field(() => Int, {
    description: 'Name it when you edit the term, so that nobody undoes what somebody else did.',
  })
  readonly revision!: number;
}

@InputType()
export class TermInput {
  @Field(() => String, { description: 'At most 100 characters.' })
  readonly name!: string;

  @Field(() => String, { description: 'The first day, such as "2026-09-14".' })
  readonly startsOn!: string;

  @Field(() => String, { description: 'The last day, which is within.' })
  readonly endsOn!: string;
}
