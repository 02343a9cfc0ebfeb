import { Field, Float, ID, ObjectType } from '@nestjs/graphql';
import type { ResultsColumn } from '#libs/database/results-tallies.store';
import type { ResultsScope } from './results-scope.js';

@ObjectType('CourseResults', {
  description: 'What the students of a course have done, for its assistants and instructors.',
})
export class CourseResultsModel {
  @Field(() => ID)
  readonly courseId!: string;

  /** Through which the fields are resolved. */
  readonly scope!: ResultsScope;
}

@ObjectType('ResultsAssignment', {
  description: 'A column of the gradebook: an assignment that is not archived.',
})
export class ResultsAssignmentModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly title!: string;

  @Field(() => String, { description: 'The slug of its exercise.' })
  readonly exercise!: string;

  @Field(() => String, { description: 'The slug of the mechanism that it exercises.' })
  readonly mechanism!: string;

  @Field(() => Float, { description: 'What full marks are worth in the course.' })
  readonly weight!: number;

  @Field(() => Date)
  readonly releaseAt!: Date;

  @Field(() => Date)
  readonly dueAt!: Date;

  @Field(() => Boolean, {
    description: 'Whether it counts in totals by now: it is released, or somebody has something in it.',
  })
  readonly counting!: boolean;
}

/** Shows a column as the API has it. */
export function showColumn(column: ResultsColumn): ResultsAssignmentModel {
  const { id, title, exercise, weight, releaseAt, dueAt, counting } = column;
  return { id, title, exercise, mechanism: mechanismOf(exercise), weight, releaseAt, dueAt, counting };
}

/** The slug of an exercise begins with that of its mechanism. */
export function mechanismOf(exercise: string): string {
  return exercise.split('/', 1)[0] ?? exercise;
}
