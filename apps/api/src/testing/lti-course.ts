import { beforeAll, vi } from 'vitest';
import { z } from 'zod';
import { resourceLaunch, type LtiUser } from '#libs/testing/lti-messages';
import type { LtiPlatformSimulator } from '#libs/testing/lti-platform';
import { aCourse, type TestCourse } from './a-course.js';
import type { ApiUnderTest, SignedInPerson } from './api-under-test.js';
import { LtiBrowser, register } from './lti-browser.js';

/** Who follows the links of these tests. */
export const learner: LtiUser = { id: 'u-2', name: 'Bob Learner', role: 'Learner' };

/** What a platform knows of scores, as its instructors ask. */
export const scoreLines = `query ($courseId: ID!) { ltiScores(courseId: $courseId) {
  edges { node { state attempts reason sent person { name } assignmentId } } } }`;
const Lines = z.object({
  ltiScores: z.object({ edges: z.array(z.object({ node: z.looseObject({ state: z.string() }) })) }),
});

/** A course that is connected with a course of the platform. */
class LtiCourse {
  #made: { readonly course: TestCourse; readonly instructor: SignedInPerson } | null = null;

  constructor(
    private readonly api: ApiUnderTest,
    private readonly platform: LtiPlatformSimulator,
  ) {}

  async connect(): Promise<void> {
    const platformId = await register(this.api, this.platform.registration);
    const course = await aCourse(this.api);
    const instructor = await course.member('instructor');
    this.#made = { course, instructor };
    const { deploymentId } = this.platform;
    const parts = { platformId, deploymentId, contextId: 'course-1', title: 'Operating systems' };
    const linked = { courseId: course.id, linkedById: instructor.person.id, scopes: [] };
    await this.api.database.prisma.ltiContext.create({ data: { ...parts, ...linked } });
  }

  get course(): TestCourse {
    return this.#there.course;
  }

  get instructor(): SignedInPerson {
    return this.#there.instructor;
  }

  /** An assignment that a link opens; the learner has followed it. */
  async launched(linkId: string, more: { readonly lineItem?: string } = {}) {
    const { prisma } = this.api.database;
    const assignmentId = await this.course.assignment();
    const context = await prisma.ltiContext.findFirstOrThrow();
    await prisma.ltiLink.create({ data: { contextId: context.id, linkId, assignmentId } });
    await this.follow(linkId, more);
    const { personId } = await prisma.ltiIdentity.findFirstOrThrow({ where: { subject: learner.id } });
    const score = (counts: number | null) =>
      prisma.score.upsert({
        where: { assignmentId_personId: { assignmentId, personId } },
        create: { assignmentId, personId, counts },
        update: { counts },
      });
    return { assignmentId, personId, score };
  }

  follow(linkId: string, more: { readonly lineItem?: string } = {}) {
    const claims = resourceLaunch(learner, this.platform.parties, { id: linkId, ...more });
    return new LtiBrowser(this.api, this.platform).launch(claims);
  }

  /** Resolves when what the platform is owed stands as `wanted`; asked as an instructor asks. */
  stands(assignmentId: string, wanted: (line: Record<string, unknown>) => boolean) {
    return vi.waitFor(
      async () => {
        const { data } = await this.api.ask(scoreLines, { courseId: this.course.id }, this.instructor.token);
        const nodes = Lines.parse(data).ltiScores.edges.map(({ node }) => node);
        const line = nodes.find((node) => node['assignmentId'] === assignmentId);
        if (line === undefined || !wanted(line)) throw new Error(`It stands as ${JSON.stringify(line)}.`);
        return line;
      },
      { interval: 50, timeout: 30_000 },
    );
  }

  /** How many scores are tried again. */
  async retry(): Promise<unknown> {
    const mutation = 'mutation ($courseId: ID!) { retryLtiScores(courseId: $courseId) }';
    const { data } = await this.api.ask(mutation, { courseId: this.course.id }, this.instructor.token);
    return data?.['retryLtiScores'];
  }

  get #there() {
    if (this.#made === null) throw new Error('The course is there only within the tests of the file.');
    return this.#made;
  }
}

/** A course for the tests of a file, connected before them. */
export function withLtiCourse(api: ApiUnderTest, platform: LtiPlatformSimulator): LtiCourse {
  const course = new LtiCourse(api, platform);
  beforeAll(() => course.connect());
  return course;
}
