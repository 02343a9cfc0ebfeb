import { Inject, Injectable } from '@nestjs/common';
import { LtiContextsStore, type LtiContext } from '#libs/database/lti-contexts.store';
import { LtiEnrolmentsStore } from '#libs/database/lti-enrolments.store';
import { LtiLinksStore, type LinkedAssignment } from '#libs/database/lti-links.store';
import type { Person } from '#libs/database/people.store';
import { scope } from '../protocol/claims.js';
import { LaunchRefusal } from '../protocol/launch-refusal.js';
import type { Launch } from '../protocol/launch.js';
import { courseRoleOf, mayChoose } from '../protocol/roles.js';
import type { Page } from '../pages/page.js';
import { ChoicePages } from '../choose/choice-pages.js';
import { CoursePages } from './course-pages.js';
import { LinkedAssignments } from './linked-assignments.js';
import { entryPage } from '../pages/entry-page.js';
import { Sessions } from './sessions.js';

/** Where a launch leads, once it is known who was launched. */
@Injectable()
export class LaunchFlow {
  @Inject(LinkedAssignments) private readonly assignments!: LinkedAssignments;
  @Inject(CoursePages) private readonly coursePages!: CoursePages;
  @Inject(ChoicePages) private readonly choicePages!: ChoicePages;

  constructor(
    @Inject(LtiContextsStore) private readonly contexts: LtiContextsStore,
    @Inject(LtiEnrolmentsStore) private readonly enrolments: LtiEnrolmentsStore,
    @Inject(LtiLinksStore) private readonly links: LtiLinksStore,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  /** The next page: of something that is still to be decided, or the way into ipclab. */
  async goOn(launch: Launch, person: Person): Promise<Page> {
    // Whoever runs a platform could otherwise launch themselves as an admin of the whole system.
    if (person.role === 'admin') throw adminsSignIn();
    if (launch.choosing !== null) {
      if (!mayChoose(launch.roles)) throw onlyTeachers();
      return this.choicePages.ask(launch, person, null);
    }
    if (launch.context === null) throw outsideOfCourses();
    const context = await this.contexts.find({
      platformId: launch.platformId,
      deploymentId: launch.deploymentId,
      contextId: launch.context.id,
    });
    if (context !== null) return this.#goInto(launch, person, context);
    if (courseRoleOf(launch.roles) !== 'instructor') throw notConnected();
    return this.coursePages.ask(launch, person, null);
  }

  async #goInto(launch: Launch, person: Person, before: LtiContext): Promise<Page> {
    const { membershipsUrl, lineItemsUrl, scopes } = launch;
    const title = launch.context?.title ?? before.title;
    const context = await this.contexts.refresh(before.id, { membershipsUrl, lineItemsUrl, scopes, title });
    const role = courseRoleOf(launch.roles);
    if (role === null) throw noRole();
    if ((await this.enrolments.enrol(context, person.id, role)) === 'kept-out') throw keptOut();
    const assignment = await this.assignments.open(launch, context, { person, role });
    if (assignment === null && role === 'student') throw opensNothing();
    if (assignment === null) return this.choicePages.ask(launch, person, context);
    await this.#noteLineItem(launch, context, assignment);
    const next = `/?assignment=${assignment.id}#${assignment.exercise}`;
    return entryPage(launch.lang, await this.sessions.admit(person.id, next), launch.origins);
  }

  /** Where the platform takes scores, it says so with each launch: it has a column, or lets us make one. */
  async #noteLineItem(launch: Launch, context: LtiContext, assignment: LinkedAssignment): Promise<void> {
    if (!launch.scopes.includes(scope.score)) return;
    const canMake = launch.lineItemsUrl !== null && launch.scopes.includes(scope.lineItem);
    if (launch.lineItemUrl === null && !canMake) return;
    await this.links.noteLineItem({
      contextId: context.id,
      assignmentId: assignment.id,
      linkId: launch.link?.id ?? null,
      url: launch.lineItemUrl,
    });
  }
}

function adminsSignIn(): LaunchRefusal {
  return new LaunchRefusal('NOT_ALLOWED', {
    en: 'Your account is an admin’s, and admins sign in to ipclab by themselves: no course platform vouches for them.',
    zh: '您的账号是管理员账号；管理员须自行登录 ipclab，不能由课程平台担保。',
  });
}

function onlyTeachers(): LaunchRefusal {
  return new LaunchRefusal('NOT_ALLOWED', {
    en: 'Exercises are chosen by who teaches the course.',
    zh: '练习由授课人员选择。',
  });
}

function outsideOfCourses(): LaunchRefusal {
  return new LaunchRefusal('LTI_NOT_CONNECTED', {
    en: 'This link lies outside of any course; put it into one.',
    zh: '此链接不在任何课程中；请将其放入课程。',
  });
}

function notConnected(): LaunchRefusal {
  return new LaunchRefusal('LTI_NOT_CONNECTED', {
    en: 'Your course is not connected with ipclab yet: your instructor follows the link once, and then it works for you.',
    zh: '您的课程尚未与 ipclab 关联：教师点击一次该链接后，您就可以使用了。',
  });
}

function opensNothing(): LaunchRefusal {
  return new LaunchRefusal('LTI_NOT_CONNECTED', {
    en: 'This link opens no exercise yet: your instructor follows it once and chooses one.',
    zh: '此链接尚未对应任何练习：教师点击一次并选择练习即可。',
  });
}

function noRole(): LaunchRefusal {
  return new LaunchRefusal('NOT_ALLOWED', {
    en: 'The course platform says neither that you learn in this course nor that you teach it.',
    zh: '课程平台没有说明您是本课程的学生或教师。',
  });
}

function keptOut(): LaunchRefusal {
  return new LaunchRefusal('NOT_ALLOWED', {
    en: 'An instructor has taken you out of this course in ipclab; only they can let you in again.',
    zh: '教师已将您移出 ipclab 中的这门课程；只有教师可以重新加入您。',
  });
}
