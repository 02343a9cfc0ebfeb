import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType('Remark', { description: 'What somebody says about a submission.' })
export class RemarkModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, {
    description: 'Markdown, as it was written: show it as text, or make it safe first.',
  })
  readonly text!: string;

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Date, { nullable: true })
  readonly editedAt!: Date | null;

  /** Resolved to the person. */
  readonly personId!: string;
}
