import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { OperationContext } from '../../graphql/graphql-options.js';
import { PersonModel } from '../../people/person.model.js';
import { showSide } from './show-side.js';
import {
  SimilarClusterModel,
  SimilarFragmentModel,
  SimilarPairModel,
  SimilarProgramModel,
} from './similar-pair.model.js';

/** The two sides of a pair, and what they share. */
@Resolver(() => SimilarPairModel)
export class SimilarPairResolver {
  @ResolveField(() => SimilarProgramModel, {
    nullable: true,
    description: 'Of the assignment itself; null when its person was erased meanwhile.',
  })
  left(
    @Parent() { leftId }: SimilarPairModel,
    @Context() context: OperationContext,
  ): Promise<SimilarProgramModel | null> {
    return showSide(context, leftId);
  }

  @ResolveField(() => SimilarProgramModel, {
    nullable: true,
    description: 'Of the assignment itself, or of an earlier one; null when its person was erased meanwhile.',
  })
  right(
    @Parent() { rightId }: SimilarPairModel,
    @Context() context: OperationContext,
  ): Promise<SimilarProgramModel | null> {
    return showSide(context, rightId);
  }

  @ResolveField(() => [SimilarFragmentModel], { description: 'In the order of the left side; at most 100.' })
  fragments(
    @Parent() { id }: SimilarPairModel,
    @Context() { loaders }: OperationContext,
  ): Promise<readonly SimilarFragmentModel[]> {
    return loaders.similarity.fragments.load(id);
  }
}

/** Who is in a cluster. */
@Resolver(() => SimilarClusterModel)
export class SimilarClusterResolver {
  @ResolveField(() => [SimilarProgramModel])
  async members(
    @Parent() { memberIds }: SimilarClusterModel,
    @Context() context: OperationContext,
  ): Promise<readonly SimilarProgramModel[]> {
    const members = await Promise.all(memberIds.map((id) => showSide(context, id)));
    return members.filter((member) => member !== null);
  }
}

/** Whose a compared hand-in is. */
@Resolver(() => SimilarProgramModel)
export class SimilarProgramResolver {
  @ResolveField(() => [PersonModel], {
    description:
      'One, or all of a group; none where it is of a course that you do not teach, or they were erased.',
  })
  people(
    @Parent() { personIds }: SimilarProgramModel,
    @Context() { loaders }: OperationContext,
  ): Promise<readonly PersonModel[]> {
    return Promise.all(personIds.map((id) => loaders.person.load(id)));
  }
}
