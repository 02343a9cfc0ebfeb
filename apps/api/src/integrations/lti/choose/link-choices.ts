import { Inject, Injectable } from '@nestjs/common';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { LtiContextsStore } from '#libs/database/lti-contexts.store';
import { LtiLinksStore } from '#libs/database/lti-links.store';
import { catalogueToken } from '../../../storage/catalogue-token.js';
import { LinkedAssignments } from '../launch/linked-assignments.js';
import type { Page } from '../pages/page.js';
import { LaunchRefusal } from '../protocol/launch-refusal.js';
import type { Chosen } from './choice-pages.js';
import { DeepLinks } from './deep-links.js';

/** Does with a choice what it was asked for: brings it to the platform, or lets the link that was followed open it. */
@Injectable()
export class LinkChoices {
  @Inject(catalogueToken) private readonly catalogue!: Catalogue;

  constructor(
    @Inject(DeepLinks) private readonly deepLinks: DeepLinks,
    @Inject(LtiContextsStore) private readonly contexts: LtiContextsStore,
    @Inject(LtiLinksStore) private readonly links: LtiLinksStore,
    @Inject(LinkedAssignments) private readonly assignments: LinkedAssignments,
  ) {}

  /** The page that leads back to the platform; null when the launch goes on here. */
  async take({ launch, person, exercises, assignmentId }: Chosen): Promise<Page | null> {
    if (launch.choosing !== null) return this.deepLinks.giveBack(launch, exercises);
    const { platformId, deploymentId } = launch;
    const contextId = launch.context?.id ?? '';
    const context = await this.contexts.find({ platformId, deploymentId, contextId });
    if (context === null || launch.link === null)
      throw new LaunchRefusal('LTI_NOT_CONNECTED', {
        en: 'This course is not connected with ipclab any more.',
        zh: '这门课程已不再与 ipclab 关联。',
      });
    if (assignmentId !== null) {
      const set = await this.links.assignments(context.courseId);
      const chosen = set.find(({ id }) => id === assignmentId);
      if (chosen === undefined)
        throw new LaunchRefusal('NOT_FOUND', {
          en: 'This course has no such assignment.',
          zh: '这门课程中没有这项作业。',
        });
      await this.links.link(context.id, launch.link.id, chosen.id);
      return null;
    }
    const [slug = ''] = exercises;
    const exercise = this.catalogue.exercise(slug);
    const title = exercise.title[launch.lang];
    await this.assignments.set(launch, context, { exercise: exercise.slug, title, teacher: person });
    return null;
  }
}
