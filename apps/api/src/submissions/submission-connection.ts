import { Field, ObjectType } from '@nestjs/graphql';
import { Refusal } from '#libs/contracts/refusal';
import type { Page } from '#libs/database/page';
import type { SubmissionLine } from '#libs/database/submissions.store';
import { SubmissionModel } from './submission.model.js';

@ObjectType('PageInfo', { description: 'See the Relay specification of connections.' })
export class PageInfoModel {
  @Field(() => Boolean)
  readonly hasNextPage!: boolean;

  @Field(() => Boolean)
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  readonly startCursor!: string | null;

  @Field(() => String, { nullable: true })
  readonly endCursor!: string | null;
}

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
  const edges = page.items.map((node) => ({ cursor: toCursor(node.id), node: showSubmission(node) }));
  const pageInfo = {
    hasNextPage: page.hasNext,
    hasPreviousPage: after !== null,
    startCursor: edges.at(0)?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { edges, pageInfo };
}

/** What of a row is shown as it is; files and everything that must be looked up have resolvers. */
export function showSubmission(row: SubmissionLine): SubmissionModel {
  const { id, state, language, submittedAt, startedAt, endedAt } = row;
  const { exercise: exerciseSlug, exerciseHash, personId, failure } = row;
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
  };
}

/** A cursor says nothing to whoever holds it, so that it may change. */
function toCursor(id: string): string {
  return Buffer.from(`submission:${id}`).toString('base64url');
}

/** Reads a cursor that came from here; refuses (`BAD_INPUT`) every other. */
export function fromCursor(cursor: string): string {
  const [kind, id] = Buffer.from(cursor, 'base64url').toString().split(':');
  if (kind === 'submission' && id !== undefined) return id;
  throw new Refusal('BAD_INPUT', 'This cursor is not one that came from here.');
}
