import { markup } from './markup.js';
import type { Page } from './page.js';
import { text, type Lang } from './texts.js';

/** Leads from wherever the platform shows us to a window of our own, by a ticket in the body of a request. */
export function entryPage(lang: Lang, ticket: string, framedBy: readonly string[]): Page {
  return {
    lang,
    title: text('enterTitle', lang),
    framedBy,
    body: markup`<p>${text('enterHelp', lang)}</p>
      <form method="post" action="/lti/enter" target="_blank" data-send="top">
        <input type="hidden" name="ticket" value="${ticket}" />
        <button type="submit">${text('enter', lang)}</button>
      </form>`,
  };
}

/** Hands the token of a new session to the web page, and goes there. */
export function handOverPage(lang: Lang, token: string, next: string): Page {
  return {
    lang,
    title: text('enterTitle', lang),
    framedBy: [],
    body: markup`<div data-token="${token}" data-next="${next}"></div>`,
  };
}
