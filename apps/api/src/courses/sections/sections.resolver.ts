import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import { Viewer } from '../../people/caller.js';
import { SectionModel } from '../course.model.js';
import { SectionsService } from './sections.service.js';

/** The sections of courses. */
@Resolver(() => SectionModel)
export class SectionsResolver {
  constructor(@Inject(SectionsService) private readonly service: SectionsService) {}

  @Mutation(() => SectionModel)
  createSection(
    @Viewer() person: Person,
    @Args('courseId', { type: () => ID }) courseId: string,
    @Args('name') name: string,
  ): Promise<SectionModel> {
    return this.service.create(person, courseId, name);
  }

  @Mutation(() => SectionModel)
  renameSection(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
    @Args('name') name: string,
  ): Promise<SectionModel> {
    return this.service.rename(person, id, name);
  }

  @Mutation(() => Boolean, { description: 'Whoever was in it stays in the course.' })
  async removeSection(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<boolean> {
    await this.service.remove(person, id);
    return true;
  }
}
