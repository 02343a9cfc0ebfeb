import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import { Viewer } from '../caller.js';
import { ErasedPersonModel } from './personal-data.model.js';
import { PersonalDataService } from './personal-data.service.js';

/** Forgetting people. */
@Resolver()
export class PersonalDataResolver {
  constructor(@Inject(PersonalDataService) private readonly service: PersonalDataService) {}

  @Mutation(() => ErasedPersonModel, {
    description:
      'Takes out for good who somebody is and what they wrote; for admins, and with the password for oneself. What is kept is given before by GET /api/v1/people/{id}/export.',
  })
  erasePerson(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
    @Args('password', { type: () => String, nullable: true }) password?: string | null,
  ): Promise<ErasedPersonModel> {
    return this.service.erase(person, id, password ?? null);
  }
}
