import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Extension } from '#libs/database/extensions.store';
import type { Page } from '#libs/database/page';
import type { Score } from '#libs/database/scores.store';
import { cursorsOf, PageInfoModel, pageInfoOf } from '../../graphql/connection.js';

@ObjectType('Extension', { description: 'What somebody was granted at an assignment.' })
export class ExtensionModel {
  @Field(() => Date, { nullable: true, description: 'Their own due time; null: that of everybody.' })
  readonly dueAt!: Date | null;

  @Field(() => Int)
  readonly extraAttempts!: number;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => Date)
  readonly grantedAt!: Date;

  @Field(() => Int, { description: 'Name it when you change or remove the extension.' })
  readonly revision!: number;

  /** Resolved to the people. */
  readonly personId!: string;
  readonly grantedById!: string;
}

@ObjectType('ExtensionEdge', { description: 'An extension and its place in the list.' })
class ExtensionEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => ExtensionModel)
  readonly node!: ExtensionModel;
}

@ObjectType('ExtensionConnection', { description: 'A part of a list, by person.' })
export class ExtensionConnectionModel {
  @Field(() => [ExtensionEdgeModel])
  readonly edges!: readonly ExtensionEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;
}

@ObjectType('Score', {
  description: "What counts of somebody's attempts at an assignment; for those who teach.",
})
export class ScoreModel {
  @Field(() => Float, { nullable: true, description: 'What counts: `adjusted`, else `fraction`; 0 to 1.' })
  readonly counts!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'What the attempts come to, after what lateness costs.',
  })
  readonly fraction!: number | null;

  @Field(() => Float, { nullable: true, description: 'By hand; null when nobody did.' })
  readonly adjusted!: number | null;

  @Field(() => String, { nullable: true })
  readonly adjustedReason!: string | null;

  @Field(() => Date, { nullable: true })
  readonly adjustedAt!: Date | null;

  @Field(() => Int, { description: 'Graded ones.' })
  readonly attempts!: number;

  @Field(() => Int)
  readonly lateAttempts!: number;

  @Field(() => Int, { description: 'Attempts since the best points last rose.' })
  readonly stalled!: number;

  @Field(() => ID, { nullable: true, description: 'The attempt that counts; of an average the best.' })
  readonly submissionId!: string | null;

  @Field(() => [String], { description: 'Names of the checks that it failed.' })
  readonly failedChecks!: readonly string[];

  @Field(() => Date, { nullable: true })
  readonly passedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'Which attempt was the first to pass, from 1.' })
  readonly passedAtAttempt!: number | null;

  @Field(() => Int, { description: 'Name it when you adjust the score; it counts every change.' })
  readonly revision!: number;

  /** Resolved to the people. */
  readonly personId!: string;
  readonly adjustedById!: string | null;
}

const cursors = cursorsOf('extension');

/** Reads a cursor that came from here; refuses (`BAD_INPUT`) every other. */
export const readExtensionCursor = cursors.read;

/** Writes a page as a Relay connection; `after` is what the page was asked for after. */
export function extensionConnection(page: Page<Extension>, after: string | null): ExtensionConnectionModel {
  const edges = page.items.map((node) => ({
    cursor: cursors.write(node.personId),
    node: showExtension(node),
  }));
  return { edges, pageInfo: pageInfoOf(edges, { after, hasNext: page.hasNext }) };
}

/** What of a row is shown as it is. */
export function showExtension(row: Extension): ExtensionModel {
  const { dueAt, extraAttempts, reason, grantedAt, revision, personId, grantedById } = row;
  return { dueAt, extraAttempts, reason, grantedAt, revision, personId, grantedById };
}

/** What of a row is shown as it is. */
export function showScore(row: Score): ScoreModel {
  const { counts, fraction, adjusted, adjustedReason, adjustedAt, attempts, lateAttempts, stalled } = row;
  const { submissionId, failedChecks, passedAt, passedAtAttempt, revision, personId, adjustedById } = row;
  const byHand = { adjusted, adjustedReason, adjustedAt, adjustedById };
  const passing = { submissionId, failedChecks, passedAt, passedAtAttempt };
  return { counts, fraction, ...byHand, attempts, lateAttempts, stalled, ...passing, revision, personId };
}
