import { ArgsType, Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { ScoreLine } from '#libs/database/lti-scores.store';
import type { Page } from '#libs/database/page';
import { cursorsOf, PageInfoModel, pageInfoOf } from '../../../graphql/connection.js';
import { PersonModel } from '../../../people/person.model.js';

export const LtiScoreStateEnum = { PENDING: 'PENDING', SENT: 'SENT', FAILED: 'FAILED' } as const;
registerEnumType(LtiScoreStateEnum, {
  name: 'LtiScoreState',
  description: 'Whether a platform has heard of a score. A failed one waits for somebody to try again.',
});

@ObjectType('LtiScore', { description: "What a course platform's gradebook knows of somebody's score." })
export class LtiScoreModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID, { description: 'Of the connection with the platform.' })
  readonly contextId!: string;

  @Field(() => ID)
  readonly assignmentId!: string;

  @Field(() => PersonModel)
  readonly person?: PersonModel;

  @Field(() => LtiScoreStateEnum)
  readonly state!: keyof typeof LtiScoreStateEnum;

  @Field(() => Int, { description: 'Tries since the score changed last.' })
  readonly attempts!: number;

  @Field(() => Date, { nullable: true, description: 'When it is tried next; null unless it is pending.' })
  readonly nextTryAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'What went wrong at the last try.' })
  readonly reason!: string | null;

  @Field(() => Date, { nullable: true })
  readonly sentAt!: Date | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The score that was sent last, of full marks, 0 to 1; null when none was, or it was taken back.',
  })
  readonly sent!: number | null;

  readonly personId!: string;
}

@ObjectType('LtiScoreEdge', { description: 'A score and its place in the list.' })
export class LtiScoreEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => LtiScoreModel)
  readonly node!: LtiScoreModel;
}

@ObjectType('LtiScoreConnection', { description: 'A part of a list.' })
export class LtiScoreConnectionModel {
  @Field(() => [LtiScoreEdgeModel])
  readonly edges!: readonly LtiScoreEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;
}

@ArgsType()
export class LtiScoresArgs {
  @Field(() => ID)
  readonly courseId!: string;

  @Field(() => LtiScoreStateEnum, { nullable: true })
  readonly state?: keyof typeof LtiScoreStateEnum | null;

  @Field(() => ID, { nullable: true })
  readonly assignmentId?: string | null;

  @Field(() => Int, { defaultValue: 50, description: 'At most 100.' })
  readonly first!: number;

  @Field(() => String, { nullable: true })
  readonly after?: string | null;
}

const cursors = cursorsOf('lti-score');

/** The key of the line that a cursor of ours names: line item and person. */
export function scoreAfter(cursor: string | null | undefined): readonly [string, string] | null {
  if (cursor === null || cursor === undefined) return null;
  const [lineItemId = '', personId = ''] = cursors.read(cursor).split('/', 2);
  return [lineItemId, personId];
}

/** Writes a page as a Relay connection. */
export function toScoreConnection(page: Page<ScoreLine>, after: string | null): LtiScoreConnectionModel {
  const edges = page.items.map((line) => ({ cursor: cursors.write(keyOf(line)), node: showScore(line) }));
  return { edges, pageInfo: pageInfoOf(edges, { after, hasNext: page.hasNext }) };
}

function showScore(line: ScoreLine): LtiScoreModel {
  const { contextId, assignmentId, personId, attempts, reason, sentAt, sent } = line;
  const state = ({ pending: 'PENDING', sent: 'SENT', failed: 'FAILED' } as const)[line.state];
  const nextTryAt = state === 'PENDING' ? line.nextTryAt : null;
  return {
    id: keyOf(line),
    contextId,
    assignmentId,
    personId,
    state,
    attempts,
    nextTryAt,
    reason,
    sentAt,
    sent,
  };
}

function keyOf({ lineItemId, personId }: ScoreLine): string {
  return `${lineItemId}/${personId}`;
}
