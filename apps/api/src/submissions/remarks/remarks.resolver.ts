import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import type { OperationContext } from '../../graphql/graphql-options.js';
import { Viewer } from '../../people/caller.js';
import { PersonModel } from '../../people/person.model.js';
import { SubmissionModel } from '../submission.model.js';
import { RemarkModel } from './remark.model.js';
import { RemarksService } from './remarks.service.js';

/** What is said about submissions. */
@Resolver(() => RemarkModel)
export class RemarksResolver {
  constructor(@Inject(RemarksService) private readonly service: RemarksService) {}

  @Mutation(() => RemarkModel, {
    description: 'For everybody who sees the submission; at most 10000 characters.',
  })
  addRemark(
    @Viewer() person: Person,
    @Args('submissionId', { type: () => ID }) submissionId: string,
    @Args('text') text: string,
  ): Promise<RemarkModel> {
    return this.service.add(person, submissionId, text);
  }

  @Mutation(() => RemarkModel, { description: 'For its author.' })
  editRemark(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
    @Args('text') text: string,
  ): Promise<RemarkModel> {
    return this.service.edit(person, id, text);
  }

  @Mutation(() => Boolean, { description: 'For its author, and for assistants and more of the course.' })
  async removeRemark(@Viewer() person: Person, @Args('id', { type: () => ID }) id: string): Promise<boolean> {
    await this.service.remove(person, id);
    return true;
  }

  @ResolveField(() => PersonModel, { description: 'Who says it.' })
  person(@Parent() remark: RemarkModel, @Context() { loaders }: OperationContext): Promise<PersonModel> {
    return loaders.person.load(remark.personId);
  }
}

/** The remarks beside their submission. */
@Resolver(() => SubmissionModel)
export class SubmissionRemarksResolver {
  @ResolveField(() => [RemarkModel], { description: 'The oldest first.' })
  remarks(
    @Parent() submission: SubmissionModel,
    @Context() { loaders }: OperationContext,
  ): Promise<readonly RemarkModel[]> {
    return loaders.remarks.load(submission.id);
  }
}
