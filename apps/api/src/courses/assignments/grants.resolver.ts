import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import type { OperationContext } from '../../graphql/graphql-options.js';
import { Viewer } from '../../people/caller.js';
import { PersonModel } from '../../people/person.model.js';
import { checkRole } from '../course-access.js';
import { isId } from '../one-line.js';
import { PageSize } from '../page-size.js';
import { AssignmentsArgs } from './assignment-connection.js';
import { AssignmentModel } from './assignment.model.js';
import { AdjustScoreInput, GrantExtensionInput, WhoseArgs } from './grants.inputs.js';
import {
  ExtensionConnectionModel,
  extensionConnection,
  ExtensionModel,
  readExtensionCursor,
  ScoreModel,
  showExtension,
  showScore,
} from './grants.model.js';
import { Grants } from './grants.service.js';

/** What instructors give to one person. */
@Resolver(() => AssignmentModel)
export class GrantsResolver {
  constructor(@Inject(Grants) private readonly grants: Grants) {}

  @Mutation(() => ExtensionModel, {
    description:
      'Gives one person more time or attempts, and counts what they handed in anew. For instructors.',
  })
  async grantExtension(
    @Viewer() person: Person,
    @Args('input') input: GrantExtensionInput,
  ): Promise<ExtensionModel> {
    return showExtension(await this.grants.grant(person, input));
  }

  @Mutation(() => Boolean, { description: 'Takes an extension back. For instructors.' })
  async removeExtension(
    @Viewer() person: Person,
    @Args() { revision, ...place }: WhoseArgs,
  ): Promise<boolean> {
    await this.grants.takeBack(person, place, revision);
    return true;
  }

  @Mutation(() => ScoreModel, { description: 'Sets what counts by hand. For instructors.' })
  async adjustScore(@Viewer() person: Person, @Args('input') input: AdjustScoreInput): Promise<ScoreModel> {
    return showScore(await this.grants.adjust(person, input));
  }

  @Mutation(() => ScoreModel, { description: 'Lets the attempts count again. For instructors.' })
  async removeAdjustment(
    @Viewer() person: Person,
    @Args() { revision, ...place }: WhoseArgs,
  ): Promise<ScoreModel> {
    return showScore(await this.grants.removeAdjustment(person, place, revision));
  }

  @ResolveField(() => ExtensionConnectionModel, { description: 'For assistants and more.' })
  async extensions(
    @Viewer() person: Person,
    @Parent() { id, courseId }: AssignmentModel,
    @Args() args: AssignmentsArgs,
    @Context() { loaders }: OperationContext,
  ): Promise<ExtensionConnectionModel> {
    checkRole(await loaders.courses.role.load({ person, courseId }), 'assistant');
    const [first, after] = [PageSize.parse(args.first), args.after ? readExtensionCursor(args.after) : null];
    const page =
      after === null
        ? await loaders.assignments.extensions.load({ id, first })
        : await this.grants.moreExtensions(id, { first, after });
    return extensionConnection(page, after);
  }

  @ResolveField(() => ScoreModel, {
    nullable: true,
    description: "Somebody's, for assistants and more; null while nothing of theirs was graded.",
  })
  async score(
    @Viewer() person: Person,
    @Parent() { id: assignmentId, courseId }: AssignmentModel,
    @Args('personId', { type: () => ID }) personId: string,
    @Context() { loaders }: OperationContext,
  ): Promise<ScoreModel | null> {
    checkRole(await loaders.courses.role.load({ person, courseId }), 'assistant');
    const found = isId(personId) ? await loaders.assignments.score.load({ assignmentId, personId }) : null;
    return found && showScore(found);
  }
}

/** The people of an extension. */
@Resolver(() => ExtensionModel)
export class ExtensionPeopleResolver {
  @ResolveField(() => PersonModel, { description: 'Whose it is.' })
  person(
    @Parent() { personId }: ExtensionModel,
    @Context() { loaders }: OperationContext,
  ): Promise<PersonModel> {
    return loaders.person.load(personId);
  }

  @ResolveField(() => PersonModel, { description: 'Who granted it.' })
  grantedBy(
    @Parent() { grantedById }: ExtensionModel,
    @Context() { loaders }: OperationContext,
  ): Promise<PersonModel> {
    return loaders.person.load(grantedById);
  }
}

/** The people of a score. */
@Resolver(() => ScoreModel)
export class ScorePeopleResolver {
  @ResolveField(() => PersonModel, { description: 'Whose it is.' })
  person(@Parent() { personId }: ScoreModel, @Context() { loaders }: OperationContext): Promise<PersonModel> {
    return loaders.person.load(personId);
  }

  @ResolveField(() => PersonModel, { nullable: true, description: 'Who adjusted it.' })
  async adjustedBy(
    @Parent() { adjustedById }: ScoreModel,
    @Context() { loaders }: OperationContext,
  ): Promise<PersonModel | null> {
    return adjustedById === null ? null : loaders.person.load(adjustedById);
  }
}
