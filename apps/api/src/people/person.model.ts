import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';

/** What somebody may do outside of courses; in a course their role there decides. */
export const PersonRole = { student: 'student', instructor: 'instructor', admin: 'admin' } as const;
registerEnumType(PersonRole, {
  name: 'PersonRole',
  description: 'Instructors make courses, admins may do everything; within a course the role there decides.',
});

@ObjectType('Person', { description: 'Somebody with an account.' })
export class PersonModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly email!: string;

  @Field(() => PersonRole)
  readonly role!: keyof typeof PersonRole;
}

@ObjectType('ApiToken', {
  description: 'A token that a program of yours uses; its secret was shown when it was made.',
})
export class ApiTokenModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly label!: string;

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Date, { nullable: true })
  readonly lastUsedAt!: Date | null;
}

@ObjectType('SignedIn', { description: 'A session that has begun.' })
export class SignedInModel {
  @Field(() => String, { description: 'Send it as "Authorization: Bearer TOKEN"; it is shown this once.' })
  readonly token!: string;

  @Field(() => Date)
  readonly expiresAt!: Date;

  @Field(() => PersonModel)
  readonly person!: PersonModel;
}

@ObjectType('CreatedApiToken', { description: 'A new token with its secret.' })
export class CreatedApiTokenModel {
  @Field(() => String, {
    description: 'The secret: send it as "Authorization: Bearer TOKEN"; it is shown this once.',
  })
  readonly token!: string;

  @Field(() => ApiTokenModel)
  readonly apiToken!: ApiTokenModel;
}

@InputType({ description: 'A student who wants an account.' })
export class SignUpInput {
  @Field(() => String)
  readonly email!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'At least 10 characters.' })
  readonly password!: string;
}
