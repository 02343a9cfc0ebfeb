import { Field, Int, ObjectType } from '@nestjs/graphql';

@ObjectType('ErasedPerson', {
  description: 'What the erasure of a person did; points and times of courses stay without their name.',
})
export class ErasedPersonModel {
  @Field(() => Int, { description: 'Practice, with its reports.' })
  readonly submissionsDeleted!: number;

  @Field(() => Int, { description: 'Handed in for courses: their files are gone, their points stay.' })
  readonly submissionsEmptied!: number;

  @Field(() => Int)
  readonly picturesDeleted!: number;

  @Field(() => Int, { description: 'By them, and about their work.' })
  readonly remarksEmptied!: number;

  @Field(() => Int, { description: 'In the hosted sandbox.' })
  readonly runsDeleted!: number;

  @Field(() => Int)
  readonly tokensDeleted!: number;
}
