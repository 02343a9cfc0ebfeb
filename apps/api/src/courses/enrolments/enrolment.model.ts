import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { PageInfoModel } from '../../graphql/connection.js';
import { CourseRoleEnum } from '../course.model.js';

export const EnrolmentSourceEnum = { hand: 'hand', csv: 'csv', join_code: 'join_code', lti: 'lti' } as const;
registerEnumType(EnrolmentSourceEnum, {
  name: 'EnrolmentSource',
  description:
    'How somebody came into a course: by hand, from a CSV file, with a join code, from a course platform.',
});

export const EnrolmentOrderEnum = {
  name: 'name',
  email: 'email',
  role: 'role',
  section: 'section',
  joined: 'joined',
} as const;
registerEnumType(EnrolmentOrderEnum, { name: 'EnrolmentOrder', description: 'What a list is sorted by.' });

@ObjectType('Enrolment', { description: 'Somebody in a course.' })
export class EnrolmentModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => CourseRoleEnum)
  readonly role!: keyof typeof CourseRoleEnum;

  @Field(() => EnrolmentSourceEnum)
  readonly source!: keyof typeof EnrolmentSourceEnum;

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When they left; their work stays.' })
  readonly endedAt!: Date | null;

  /** Resolved to what they name. */
  readonly courseId!: string;
  readonly personId!: string;
  readonly sectionId!: string | null;
}

@ObjectType('EnrolmentEdge', { description: 'An enrolment and its place in the list.' })
export class EnrolmentEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => EnrolmentModel)
  readonly node!: EnrolmentModel;
}

@ObjectType('EnrolmentConnection', { description: 'A part of a list.' })
export class EnrolmentConnectionModel {
  @Field(() => [EnrolmentEdgeModel])
  readonly edges!: readonly EnrolmentEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;

  /** Counted when it is asked for. */
  readonly count!: () => Promise<number>;
}

@InputType({ description: 'Every part that is set narrows the list.' })
export class EnrolmentFilterInput {
  @Field(() => CourseRoleEnum, { nullable: true })
  readonly role?: keyof typeof CourseRoleEnum | null;

  @Field(() => ID, { nullable: true })
  readonly sectionId?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of a name or of an email address.' })
  readonly text?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'With those who have left.' })
  readonly ended?: boolean | null;
}

@ArgsType()
export class EnrolmentsArgs {
  @Field(() => Int, { defaultValue: 20, description: 'At most 100.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The cursor of the last one that is known.' })
  readonly after?: string | null;

  @Field(() => EnrolmentFilterInput, { nullable: true })
  readonly filter?: EnrolmentFilterInput | null;

  @Field(() => EnrolmentOrderEnum, { defaultValue: EnrolmentOrderEnum.name })
  readonly orderBy!: keyof typeof EnrolmentOrderEnum;
}

@InputType({
  description: 'Somebody who comes into a course; without an account one is made, which an invitation opens.',
})
export class EnrolInput {
  @Field(() => ID)
  readonly courseId!: string;

  @Field(() => String)
  readonly email!: string;

  @Field(() => String, {
    nullable: true,
    description: 'For an account that is made; who has one keeps their name.',
  })
  readonly name?: string | null;

  @Field(() => CourseRoleEnum, { defaultValue: CourseRoleEnum.student })
  readonly role!: keyof typeof CourseRoleEnum;

  @Field(() => ID, { nullable: true })
  readonly sectionId?: string | null;
}

@InputType({ description: 'What is left out stays as it is.' })
export class EnrolmentChangeInput {
  @Field(() => CourseRoleEnum, { nullable: true })
  readonly role?: keyof typeof CourseRoleEnum | null;

  @Field(() => ID, { nullable: true, description: 'Null takes them out of their section.' })
  readonly sectionId?: string | null;
}
