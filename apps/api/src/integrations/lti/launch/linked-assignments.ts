import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts/refusal';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import type { LtiContext } from '#libs/database/lti-contexts.store';
import { LtiLinksStore, type LinkedAssignment } from '#libs/database/lti-links.store';
import { PeopleStore, type Person } from '#libs/database/people.store';
import { AssignmentsService } from '../../../courses/assignments/assignments.service.js';
import type { CourseRole } from '../../../courses/course-access.js';
import { catalogueToken } from '../../../storage/catalogue-token.js';
import type { Launch } from '../protocol/launch.js';
import { LaunchRefusal } from '../protocol/launch-refusal.js';

/** Where a deep link keeps the exercise that was chosen. */
export const exerciseParameter = 'ipclab_exercise';

/** How long an assignment is open whose platform names no due time, in milliseconds; an instructor may change it. */
const openMs = 28 * 24 * 60 * 60_000;

/** Assignments of one name that a course may have. */
const namesakesMax = 50;

/** What is to be set, and in whose name. */
interface What {
  readonly exercise: string;
  readonly title: string;
  readonly teacher: Person;
}

/** An assignment that is another link's. */
interface Taken {
  readonly exercise: null;
}

interface Follower {
  readonly person: Person;
  readonly role: CourseRole;
}

/** Finds the assignment that a link of a platform opens, and sets the exercise when the link is followed for the first time. */
@Injectable()
export class LinkedAssignments {
  /** First launches of one link come by the class: in this process they wait for the same answer. */
  readonly #setting = new Map<string, Promise<LinkedAssignment>>();

  constructor(
    @Inject(LtiLinksStore) private readonly links: LtiLinksStore,
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(AssignmentsService) private readonly assignments: AssignmentsService,
    @Inject(catalogueToken) private readonly catalogue: Catalogue,
  ) {}

  /** Null for a link that names no exercise, and for which nothing was chosen yet. */
  async open(launch: Launch, context: LtiContext, follower: Follower): Promise<LinkedAssignment | null> {
    const linkId = launch.link?.id;
    if (linkId === undefined) return null;
    const linked = await this.links.assignmentOf(context.id, linkId);
    if (linked !== null) return linked;
    const slug = launch.custom[exerciseParameter];
    if (slug === undefined || slug === '') return null;
    const { exercise, title } = this.#exercise(slug, launch);
    // What a deep link sets was decided when it was chosen, by whoever teaches: students may be the first to follow it.
    const teacher = follower.role === 'instructor' ? follower.person : await this.#teacher(context);
    return this.set(launch, context, { exercise, title, teacher });
  }

  /** Sets an exercise and lets the link open it; an assignment of the same name and exercise is taken as it is. */
  set(launch: Launch, context: LtiContext, what: What): Promise<LinkedAssignment> {
    const linkId = launch.link?.id ?? '';
    const key = `${context.id} ${linkId}`;
    const setting = this.#setting.get(key) ?? this.#findOrCreate(launch, context, what);
    this.#setting.set(key, setting);
    const forget = (): void => {
      if (this.#setting.get(key) === setting) this.#setting.delete(key);
    };
    setting.then(forget, forget);
    return setting.then(({ id }) => this.links.link(context.id, linkId, id));
  }

  async #findOrCreate(launch: Launch, context: LtiContext, what: What): Promise<LinkedAssignment> {
    for (let place = 1; ; place += 1) {
      const title = place === 1 ? what.title : `${what.title} (${place})`;
      const there = await this.#usable(title, launch, context);
      if (there?.exercise === what.exercise) return there;
      try {
        if (there === null) return await this.#create(launch, context, { ...what, title });
      } catch (error) {
        // Another process has set it in the same moment, or an archived one has the name.
        const theirs = error instanceof Refusal ? await this.#usable(title, launch, context) : null;
        if (theirs?.exercise === what.exercise) return theirs;
        if (!(error instanceof Refusal) || error.code !== 'BAD_INPUT' || place >= namesakesMax) throw error;
      }
    }
  }

  #create(launch: Launch, { courseId }: LtiContext, what: What): Promise<LinkedAssignment> {
    const now = new Date();
    const releaseAt = now.toISOString();
    const dueAt = dueAtOf(launch, now).toISOString();
    const { exercise, title } = what;
    return this.assignments.create(what.teacher, { courseId, exercise, title, releaseAt, dueAt });
  }

  /**
   * The assignment of this name; `taken` when another link of the platform opens it, for each link has a column of its own in the
   * gradebook; null when there is none.
   */
  async #usable(
    title: string,
    launch: Launch,
    context: LtiContext,
  ): Promise<LinkedAssignment | Taken | null> {
    const there = (await this.links.assignments(context.courseId)).find((one) => one.title === title);
    if (there === undefined) return null;
    const others = await this.links.otherLinks(context.id, launch.link?.id ?? '', there.id);
    return others === 0 ? there : { exercise: null };
  }

  #exercise(slug: string, launch: Launch): { exercise: string; title: string } {
    const exercise = this.catalogue.exercise(slug);
    return {
      exercise: exercise.slug,
      title: (launch.link?.title ?? '').trim().slice(0, 150) || exercise.title[launch.lang],
    };
  }

  async #teacher(context: LtiContext): Promise<Person> {
    const person = await this.people.find(context.linkedById);
    if (person !== null) return person;
    throw new LaunchRefusal('LTI_NOT_CONNECTED', {
      en: 'Whoever connected this course is gone: an instructor follows the link first.',
      zh: '关联此课程的人已不在：请任课教师先点击该链接。',
    });
  }
}

/** Moodle and Canvas fill in when something is due, where it is (`$ResourceLink.submission.endDateTime`). */
function dueAtOf(launch: Launch, now: Date): Date {
  const said = new Date(launch.custom['due'] ?? '');
  return said > now ? said : new Date(now.getTime() + openMs);
}
