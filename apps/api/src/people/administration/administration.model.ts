import { ArgsType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { PageInfoModel } from '../../graphql/connection.js';
import { PersonModel, PersonRole } from '../person.model.js';

@ObjectType('PersonEdge', { description: 'A person and their place in the list.' })
export class PersonEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => PersonModel)
  readonly node!: PersonModel;
}

@ObjectType('PersonConnection', { description: 'A part of a list, newest first.' })
export class PersonConnectionModel {
  @Field(() => [PersonEdgeModel])
  readonly edges!: readonly PersonEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;
}

@ArgsType()
export class PeopleArgs {
  @Field(() => Int, { defaultValue: 20, description: 'At most 100.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The cursor of the last one that is known.' })
  readonly after?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of a name or of an email address.' })
  readonly text?: string | null;
}

@InputType({ description: 'Somebody who gets an account from an admin.' })
export class CreatePersonInput {
  @Field(() => String)
  readonly email!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => PersonRole, { defaultValue: PersonRole.student })
  readonly role!: keyof typeof PersonRole;
}
