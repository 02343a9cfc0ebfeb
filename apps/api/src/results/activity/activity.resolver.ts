import { Inject } from '@nestjs/common';
import { Args, ID, Resolver, Subscription } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import { ActivityStore } from '#libs/database/results-activity.store';
import { ProgressChannel } from '#libs/queue/progress-channel';
import { CourseAccess, isAtLeast } from '../../courses/course-access.js';
import { Viewer } from '../../people/caller.js';
import { CourseActivityModel } from './activity.model.js';
import { watchActivity } from './activity.js';

/** Watching a whole course live. */
@Resolver()
export class ActivityResolver {
  constructor(
    @Inject(CourseAccess) private readonly access: CourseAccess,
    @Inject(ProgressChannel) private readonly channel: ProgressChannel,
    @Inject(ActivityStore) private readonly store: ActivityStore,
  ) {}

  @Subscription(() => CourseActivityModel, {
    description: 'Hand-ins from now on, and what becomes of them; for assistants and instructors.',
    resolve: (activity: CourseActivityModel) => activity,
  })
  async courseActivity(
    @Viewer() person: Person,
    @Args('courseId', { type: () => ID }) courseId: string,
  ): Promise<AsyncIterableIterator<CourseActivityModel>> {
    await this.access.demand(person, courseId, 'assistant');
    const mayWatch = async () => {
      const role = await this.access.roleOf(person, courseId);
      return role !== null && isAtLeast(role, 'assistant');
    };
    return watchActivity({ channel: this.channel, store: this.store, courseId, mayWatch });
  }
}
