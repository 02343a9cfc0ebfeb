import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import type { Person } from '#libs/database/people.store';
import { cursorsOf, pageInfoOf } from '../../graphql/connection.js';
import { Viewer } from '../../people/caller.js';
import { CreatedJobeKeyModel, JobeKeyConnectionModel, JobeKeyInput, JobeKeyModel } from './jobe-key.model.js';
import { JobeKeysService } from './jobe-keys.service.js';

const cursors = cursorsOf('jobe-key');
const First = z.number().int().min(1).max(100);

/** Keys to Jobe's REST API. */
@Resolver(() => JobeKeyModel)
export class JobeKeysResolver {
  constructor(@Inject(JobeKeysService) private readonly keys: JobeKeysService) {}

  @Query(() => JobeKeyConnectionModel, {
    description: "Your keys to Jobe's REST API, newest first; an admin sees everybody's.",
  })
  async jobeKeys(
    @Viewer() person: Person,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after?: string | null,
  ): Promise<JobeKeyConnectionModel> {
    const request = {
      first: First.parse(first),
      after: typeof after === 'string' ? cursors.read(after) : null,
    };
    const { items, hasNext } = await this.keys.list(person, request);
    const edges = items.map((node) => ({ cursor: cursors.write(node.id), node }));
    return { edges, pageInfo: pageInfoOf(edges, { after: request.after, hasNext }) };
  }

  @Mutation(() => CreatedJobeKeyModel, { description: 'For instructors and admins.' })
  createJobeKey(@Viewer() person: Person, @Args('input') input: JobeKeyInput): Promise<CreatedJobeKeyModel> {
    return this.keys.create(person, input);
  }

  @Mutation(() => JobeKeyModel, { description: 'Makes a key worthless at once and forgets its files.' })
  revokeJobeKey(@Viewer() person: Person, @Args('id', { type: () => ID }) id: string): Promise<JobeKeyModel> {
    return this.keys.revoke(person, id);
  }
}
