import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import { Viewer } from '../../people/caller.js';
import { TermInput, TermModel } from './term.model.js';
import { TermsService } from './terms.service.js';

/** Terms, for everybody to see and for admins to make. */
@Resolver(() => TermModel)
export class TermsResolver {
  constructor(@Inject(TermsService) private readonly service: TermsService) {}

  @Query(() => [TermModel], { description: 'The latest first.' })
  terms(): Promise<TermModel[]> {
    return this.service.list();
  }

  @Mutation(() => TermModel, { description: 'For admins; refused when it overlaps with another term.' })
  createTerm(@Viewer() person: Person, @Args('input') input: TermInput): Promise<TermModel> {
    return this.service.create(person, input);
  }

  @Mutation(() => TermModel)
  editTerm(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
    @Args('revision', { type: () => Int }) revision: number,
    @Args('input') input: TermInput,
  ): Promise<TermModel> {
    return this.service.edit(person, { id, revision }, input);
  }

  @Mutation(() => Boolean, { description: 'Only a term without courses.' })
  async removeTerm(@Viewer() person: Person, @Args('id', { type: () => ID }) id: string): Promise<boolean> {
    await this.service.remove(person, id);
    return true;
  }
}
