import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import { LtiContextsStore } from '#libs/database/lti-contexts.store';
import type { Person } from '#libs/database/people.store';
import { CourseAccess } from '../../../courses/course-access.js';
import { toRefusal } from '../../../refusals/to-refusal.js';
import { markup, type Markup } from '../pages/markup.js';
import type { Page } from '../pages/page.js';
import { text, type Lang } from '../pages/texts.js';
import type { Launch } from '../protocol/launch.js';
import { CourseMaker } from './course-maker.js';
import { Steps } from './steps.js';

const Choice = z.object({
  ticket: z.string().max(200),
  course: z.string().max(100),
  term: z.string().max(100).optional(),
  code: z.string().max(200).optional(),
  title: z.string().max(1000).optional(),
  timeZone: z.string().max(100).optional(),
});

/** Asks an instructor which course of ours a course of the platform is, and links the two. */
@Injectable()
export class CoursePages {
  constructor(
    @Inject(LtiContextsStore) private readonly contexts: LtiContextsStore,
    @Inject(CourseAccess) private readonly access: CourseAccess,
    @Inject(CourseMaker) private readonly maker: CourseMaker,
    @Inject(Steps) private readonly steps: Steps,
  ) {}

  async ask(launch: Launch, person: Person, complaint: string | null): Promise<Page> {
    const { lang } = launch;
    const [own, terms] = await Promise.all([
      this.contexts.coursesOf(person.id),
      this.contexts.terms(new Date()),
    ]);
    const ticket = await this.steps.ask('course', launch, person.id);
    const says = complaint === null ? null : markup`<p class="bad" role="alert">${complaint}</p>`;
    const choices = own.map(
      ({ id, code, title, term }) =>
        markup`<label
          ><input type="radio" name="course" value="${id}" required /> ${code} · ${title} (${term})</label
        >`,
    );
    return {
      lang,
      title: text('courseTitle', lang),
      framedBy: launch.origins,
      body: markup`<p>${text('courseHelp', lang)} <b>${launch.context?.title ?? null}</b></p>
        ${says}
        <form method="post" action="/lti/course">
          <input type="hidden" name="ticket" value="${ticket}" />
          <fieldset>
            <legend>${text('courseOwn', lang)}</legend>
            ${choices.length === 0 ? markup`<p>${text('courseNone', lang)}</p>` : choices}
          </fieldset>
          ${terms.length === 0 ? markup`<p>${text('termNone', lang)}</p>` : newCourse(lang, launch, terms)}
          <button type="submit">${text('connect', lang)}</button>
        </form>`,
    };
  }

  /** Links what was chosen; what cannot be is said on the page, which can be sent again. */
  async answer(form: unknown): Promise<{ launch: Launch; person: Person; page: Page | null }> {
    const { ticket, course, ...details } = Choice.parse(form);
    const { launch, person } = await this.steps.answerOf('course', ticket);
    if (launch.context === null) throw new Error('A course is asked only for a launch within one.');
    try {
      const courseId = course === 'new' ? await this.maker.make(person, details) : course;
      await this.access.demand(person, courseId, 'instructor');
      const { platformId, deploymentId, membershipsUrl, lineItemsUrl, scopes } = launch;
      await this.contexts.link(
        { platformId, deploymentId, contextId: launch.context.id },
        { courseId, linkedById: person.id },
        { title: launch.context.title, membershipsUrl, lineItemsUrl, scopes },
      );
      return { launch, person, page: null };
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof z.ZodError)) throw error;
      return { launch, person, page: await this.ask(launch, person, toRefusal(error).message) };
    }
  }
}

function newCourse(lang: Lang, { context }: Launch, terms: readonly { id: string; name: string }[]): Markup {
  const options = terms.map(({ id, name }) => markup`<option value="${id}">${name}</option>`);
  const field = (name: string, label: string, value: string) =>
    markup`<label>${label} <input type="text" name="${name}" value="${value}" /></label>`;
  return markup`<fieldset>
    <legend>
      <label><input type="radio" name="course" value="new" required /> ${text('courseNew', lang)}</label>
    </legend>
    <label
      >${text('term', lang)}
      <select name="term">
        ${options}
      </select></label
    >
    ${field('code', text('courseCode', lang), context?.label ?? '')}
    ${field('title', text('courseName', lang), context?.title ?? '')}
    ${field('timeZone', text('timeZone', lang), 'UTC')}
  </fieldset>`;
}
