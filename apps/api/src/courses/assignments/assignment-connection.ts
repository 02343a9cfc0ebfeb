import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { Assignment } from '#libs/database/assignments.store';
import type { Page } from '#libs/database/page';
import { cursorsOf, PageInfoModel, pageInfoOf } from '../../graphql/connection.js';
import { AssignmentModel } from './assignment.model.js';
import { showAssignment } from './show-assignment.js';

@ObjectType('AssignmentEdge', { description: 'An assignment and its place in the list.' })
class AssignmentEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => AssignmentModel)
  readonly node!: AssignmentModel;
}

@ObjectType('AssignmentConnection', { description: 'A part of a list, in the order of the course.' })
export class AssignmentConnectionModel {
  @Field(() => [AssignmentEdgeModel])
  readonly edges!: readonly AssignmentEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;
}

@ArgsType()
export class AssignmentsArgs {
  @Field(() => Int, { defaultValue: 50, description: 'At most 100.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The cursor of the last one that is known.' })
  readonly after?: string | null;
}

const cursors = cursorsOf('assignment');

/** Reads a cursor that came from here; refuses (`BAD_INPUT`) every other. */
export const readCursor = cursors.read;

/** Writes a page as a Relay connection; `after` is what the page was asked for after. */
export function assignmentConnection(
  page: Page<Assignment>,
  after: string | null,
): AssignmentConnectionModel {
  const edges = page.items.map((row) => ({ cursor: cursors.write(row.id), node: showAssignment(row) }));
  return { edges, pageInfo: pageInfoOf(edges, { after, hasNext: page.hasNext }) };
}
