import { Field, Float, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { PersonModel } from '../../people/person.model.js';

/** What can happen in a course. */
export const ActivityKind = {
  HANDED_IN: 'HANDED_IN',
  PASSED: 'PASSED',
  GRADED: 'GRADED',
  NOT_GRADED: 'NOT_GRADED',
  CANCELLED: 'CANCELLED',
  MISSED: 'MISSED',
} as const;
registerEnumType(ActivityKind, {
  name: 'ActivityKind',
  description:
    'GRADED is graded and not passed; NOT_GRADED is a failure of ours; MISSED says that some may have happened which you were not told: ask anew.',
});

@ObjectType('CourseActivity', { description: 'Something that has just happened in a course.' })
export class CourseActivityModel {
  @Field(() => ActivityKind)
  readonly kind!: keyof typeof ActivityKind;

  @Field(() => Date)
  readonly at!: Date;

  @Field(() => ID, { nullable: true, description: 'Null with MISSED only, like all that follow.' })
  readonly submissionId!: string | null;

  @Field(() => ID, { nullable: true })
  readonly assignmentId!: string | null;

  @Field(() => String, { nullable: true, description: 'Its title.' })
  readonly assignment!: string | null;

  @Field(() => PersonModel, { nullable: true, description: 'Who handed in.' })
  readonly person!: PersonModel | null;

  @Field(() => Float, { nullable: true, description: 'Null until there is a report.' })
  readonly points!: number | null;

  @Field(() => Float, { nullable: true })
  readonly maxPoints!: number | null;
}
