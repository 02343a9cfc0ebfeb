import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';

@ObjectType('JoinCode', { description: 'Whoever types it becomes a student of the course.' })
export class JoinCodeModel {
  @Field(() => String, { description: 'Eight letters and digits that are not mistaken for each other.' })
  readonly code!: string;

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'Null: it is good until it is revoked.' })
  readonly expiresAt!: Date | null;

  /** Resolved to the section itself. */
  readonly sectionId!: string | null;
}

@InputType()
export class JoinCodeInput {
  @Field(() => ID)
  readonly courseId!: string;

  @Field(() => ID, { nullable: true, description: 'The section that it leads into.' })
  readonly sectionId?: string | null;

  @Field(() => Date, { nullable: true, description: 'Left out, it is good until it is revoked.' })
  readonly expiresAt?: Date | null;
}
