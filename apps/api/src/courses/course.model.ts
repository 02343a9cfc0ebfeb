import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { PageInfoModel } from '../graphql/connection.js';

export const CourseRoleEnum = {
  student: 'student',
  assistant: 'assistant',
  instructor: 'instructor',
  admin: 'admin',
} as const;
registerEnumType(CourseRoleEnum, {
  name: 'CourseRole',
  description:
    "From least to most. Students see their own and their group's work, assistants everybody's in the course, instructors also change the course.",
});

@ObjectType('Course', { description: 'People and what they are set in a term.' })
export class CourseModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'Such as "OS-101"; unique within a term.' })
  readonly code!: string;

  @Field(() => String)
  readonly title!: string;

  @Field(() => String, {
    description: 'IANA name, such as "Europe/Zurich": dates without an offset mean this one.',
  })
  readonly timeZone!: string;

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'Since when nothing in it changes any more.' })
  readonly archivedAt!: Date | null;

  @Field(() => Int, {
    description: 'Name it when you edit the course, so that nobody undoes what somebody else did.',
  })
  readonly revision!: number;

  /** Resolved to the term itself. */
  readonly termId!: string;
}

@ObjectType('Section', { description: 'A part of a course that meets by itself.' })
export class SectionModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;
}

@ObjectType('CourseEdge', { description: 'A course and its place in the list.' })
export class CourseEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => CourseModel)
  readonly node!: CourseModel;
}

@ObjectType('CourseConnection', { description: 'A part of a list, newest first.' })
export class CourseConnectionModel {
  @Field(() => [CourseEdgeModel])
  readonly edges!: readonly CourseEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;
}

@InputType()
export class CourseInput {
  @Field(() => ID)
  readonly termId!: string;

  @Field(() => String, { description: 'Such as "OS-101", at most 40 characters; unique within the term.' })
  readonly code!: string;

  @Field(() => String, { description: 'At most 200 characters.' })
  readonly title!: string;

  @Field(() => String, { description: 'IANA name, such as "Europe/Zurich".' })
  readonly timeZone!: string;
}

@ArgsType()
export class CoursesArgs {
  @Field(() => Int, { defaultValue: 20, description: 'At most 100.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The cursor of the last one that is known.' })
  readonly after?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'With those that are archived.' })
  readonly archived!: boolean;
}
