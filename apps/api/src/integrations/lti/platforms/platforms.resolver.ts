import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import { Viewer } from '../../../people/caller.js';
import {
  LtiPlatformConnectionModel,
  LtiPlatformInput,
  LtiPlatformModel,
  platformCursors,
  toPlatformConnection,
} from './platform.model.js';
import { PlatformsService } from './platforms.service.js';

/** Which course platforms may launch ipclab. */
@Resolver(() => LtiPlatformModel)
export class PlatformsResolver {
  constructor(@Inject(PlatformsService) private readonly platforms: PlatformsService) {}

  @Query(() => LtiPlatformConnectionModel, { description: 'For admins; newest first.' })
  async ltiPlatforms(
    @Viewer() person: Person,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null = null,
  ): Promise<LtiPlatformConnectionModel> {
    const from = after === null ? null : platformCursors.read(after);
    return toPlatformConnection(await this.platforms.list(person, { first, after: from }), after);
  }

  @Mutation(() => LtiPlatformModel, {
    description:
      'Lets a course platform launch ipclab. For admins. One that was removed comes back with the people and courses that it had.',
  })
  registerLtiPlatform(
    @Viewer() person: Person,
    @Args('input') input: LtiPlatformInput,
  ): Promise<LtiPlatformModel> {
    return this.platforms.register(person, input);
  }

  @Mutation(() => LtiPlatformModel, {
    description: 'Ends in CONFLICT when somebody else changed it meanwhile.',
  })
  changeLtiPlatform(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
    @Args('revision', { type: () => Int }) revision: number,
    @Args('input') input: LtiPlatformInput,
  ): Promise<LtiPlatformModel> {
    return this.platforms.change(person, { id, revision }, input);
  }

  @Mutation(() => Boolean, {
    description: 'From now on its launches are refused, and no scores are sent there.',
  })
  async removeLtiPlatform(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<boolean> {
    await this.platforms.remove(person, id);
    return true;
  }

  @Mutation(() => String, {
    description:
      'Lets a new key sign what ipclab tells platforms, and gives its id. The old one is shown for a day, and signs nothing more.',
  })
  rotateLtiKey(@Viewer() person: Person): Promise<string> {
    return this.platforms.rotateKey(person);
  }
}
