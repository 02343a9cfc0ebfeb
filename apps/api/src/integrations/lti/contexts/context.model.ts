import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CourseRoleEnum } from '../../../courses/course.model.js';
import { PersonModel } from '../../../people/person.model.js';

@ObjectType('LtiContext', { description: 'A course of a course platform that is this course.' })
export class LtiContextModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'What the course is called at the platform.' })
  readonly title!: string;

  @Field(() => String)
  readonly platformName!: string;

  @Field(() => Boolean, { description: 'Whether the platform lets us read who is in it.' })
  readonly hasRoster!: boolean;

  @Field(() => Boolean, { description: 'Whether the platform takes scores.' })
  readonly takesScores!: boolean;

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When its roster was taken over last.' })
  readonly rosterAt!: Date | null;
}

export const LtiRosterActionEnum = {
  ADD: 'ADD',
  CHANGE_ROLE: 'CHANGE_ROLE',
  BRING_BACK: 'BRING_BACK',
  END: 'END',
  KEEP: 'KEEP',
  SKIP: 'SKIP',
} as const;
registerEnumType(LtiRosterActionEnum, {
  name: 'LtiRosterAction',
  description:
    'What the roster of a platform does to somebody: only enrolments that the platform made are changed or ended.',
});

@ObjectType('LtiRosterLine', { description: 'Somebody, and what a roster does to them.' })
export class LtiRosterLineModel {
  @Field(() => LtiRosterActionEnum)
  readonly action!: keyof typeof LtiRosterActionEnum;

  @Field(() => String, { nullable: true, description: 'As the platform has it; null for who left.' })
  readonly name!: string | null;

  @Field(() => String, { nullable: true })
  readonly email!: string | null;

  @Field(() => CourseRoleEnum, { nullable: true })
  readonly role!: keyof typeof CourseRoleEnum | null;

  @Field(() => String, { nullable: true, description: 'Why somebody is skipped.' })
  readonly reason!: string | null;

  @Field(() => PersonModel, { nullable: true, description: 'Null for who has no account yet.' })
  readonly person?: PersonModel | null;

  readonly personId!: string | null;
}

@ObjectType('LtiRosterSync', { description: 'What the roster of a platform would do to a course, or did.' })
export class LtiRosterSyncModel {
  @Field(() => Boolean)
  readonly applied!: boolean;

  @Field(() => Int, { description: 'Who stays as they are.' })
  readonly kept!: number;

  @Field(() => [LtiRosterLineModel], { description: 'Everybody else.' })
  readonly changes!: readonly LtiRosterLineModel[];
}
