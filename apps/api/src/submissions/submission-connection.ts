import { Field, ObjectType } from '@nestjs/graphql';
import type { Page } from '#libs/database/page';
import type { SubmissionLine } from '#libs/database/submissions.store';
import { cursorsOf, PageInfoModel, pageInfoOf } from '../graphql/connection.js';
import { SubmissionModel } from './submission.model.js';

@ObjectType('SubmissionEdge', { description: 'A submission and its place in the list.' })
export class SubmissionEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => SubmissionModel)
  readonly node!: SubmissionModel;
}

@ObjectType('SubmissionConnection', { description: 'A part of a list, newest first.' })
export class SubmissionConnectionModel {
  @Field(() => [SubmissionEdgeModel])
  readonly edges!: readonly SubmissionEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;
}

/** Writes a page as a Relay connection; `after` is what the page was asked for after. */
export function toConnection(page: Page<SubmissionLine>, after: string | null): SubmissionConnectionModel {
  const edges = page.items.map((node) => ({ cursor: cursors.write(node.id), node: showSubmission(node) }));
  return { edges, pageInfo: pageInfoOf(edges, { after, hasNext: page.hasNext }) };
}

/** What of a row is shown as it is; files and everything that must be looked up have resolvers. */
export function showSubmission(row: SubmissionLine): SubmissionModel {
  const { id, state, language, submittedAt, startedAt, endedAt } = row;
  const { exercise: exerciseSlug, exerciseHash, personId, failure, assignmentId } = row;
  return {
    id,
    state,
    language,
    submittedAt,
    startedAt,
    endedAt,
    exerciseSlug,
    exerciseHash,
    personId,
    failure,
    assignmentId,
  };
}

const cursors = cursorsOf('submission');

/** Reads a cursor that came from here; refuses (`BAD_INPUT`) every other. */
export const fromCursor = cursors.read;
