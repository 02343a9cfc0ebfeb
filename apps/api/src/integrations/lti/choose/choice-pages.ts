import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import type { LtiContext } from '#libs/database/lti-contexts.store';
import { LtiLinksStore } from '#libs/database/lti-links.store';
import type { Person } from '#libs/database/people.store';
import { catalogueToken } from '../../../storage/catalogue-token.js';
import { markup, type Markup } from '../pages/markup.js';
import type { Page } from '../pages/page.js';
import { text, type Lang } from '../pages/texts.js';
import { Steps } from '../launch/steps.js';
import type { Launch } from '../protocol/launch.js';

const value = z.string().max(300);
const Choice = z.object({
  ticket: z.string().max(200),
  what: z.union([value.transform((one) => [one]), z.array(value).min(1).max(20)]),
});

/** What was chosen: exercises of the catalogue, or an assignment that is set already. */
export interface Chosen {
  readonly launch: Launch;
  readonly person: Person;
  readonly exercises: readonly string[];
  readonly assignmentId: string | null;
}

/** Shows the exercises to choose from: for a deep link, or for a link that opens nothing yet. */
@Injectable()
export class ChoicePages {
  constructor(
    @Inject(catalogueToken) private readonly catalogue: Catalogue,
    @Inject(LtiLinksStore) private readonly links: LtiLinksStore,
    @Inject(Steps) private readonly steps: Steps,
  ) {}

  /** `context` is that of a link that is to be set up here; null for a deep link, whose course need not be connected yet. */
  async ask(launch: Launch, person: Person, context: LtiContext | null): Promise<Page> {
    const { lang } = launch;
    const set = context === null ? [] : await this.links.assignments(context.courseId);
    const ticket = await this.steps.ask('choice', launch, person.id);
    const type = launch.choosing?.multiple === true ? 'checkbox' : 'radio';
    const already = set.map(
      ({ id, title, exercise }) =>
        markup`<label
          ><input type="radio" name="what" value="assignment:${id}" /> ${title}
          <span class="quiet">${exercise}</span></label
        >`,
    );
    return {
      lang,
      title: text('chooseTitle', lang),
      framedBy: launch.origins,
      sendsTo: launch.choosing === null ? [] : launch.origins,
      body: markup`<p>${text('chooseHelp', lang)}</p>
        <form method="post" action="/lti/choose">
          <input type="hidden" name="ticket" value="${ticket}" /> ${
            already.length === 0
              ? null
              : markup`<fieldset>
                  <legend>${text('chooseSet', lang)}</legend>
                  ${already}
                </fieldset>`
          }
          ${this.#mechanisms(lang, type)}<button type="submit">${text('choose', lang)}</button>
        </form>`,
    };
  }

  /** Ends in `BAD_INPUT` for nothing chosen, and in `UNKNOWN_EXERCISE` for what the catalogue has not. */
  async answer(form: unknown): Promise<Chosen> {
    const { ticket, what } = Choice.parse(form);
    const [first = ''] = what;
    const assignmentId = first.startsWith('assignment:') ? first.slice('assignment:'.length) : null;
    const exercises = assignmentId === null ? what.map((slug) => this.catalogue.exercise(slug).slug) : [];
    return { ...(await this.steps.answerOf('choice', ticket)), exercises, assignmentId };
  }

  #mechanisms(lang: Lang, type: 'checkbox' | 'radio'): Markup[] {
    return this.catalogue.mechanisms.flatMap(({ slug, title }) => {
      const exercises = this.catalogue.exercises.filter(({ mechanism }) => mechanism === slug);
      if (exercises.length === 0) return [];
      const choices = exercises.map(
        (one) =>
          markup`<label
            ><input type="${type}" name="what" value="${one.slug}" /> <b>${one.title[lang]}</b>
            <span class="quiet">${one.level} · ${one.summary[lang]}</span></label
          >`,
      );
      return [
        markup`<fieldset>
          <legend>${title[lang]}</legend>
          ${choices}
        </fieldset>`,
      ];
    });
  }
}
