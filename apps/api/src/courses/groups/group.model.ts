import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType('Group', { description: 'Students who hand in together.' })
export class GroupModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  readonly courseId!: string;
}
