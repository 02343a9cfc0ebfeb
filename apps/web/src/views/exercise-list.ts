import type { ExerciseLine } from '../api/exercises.js';
import { element, withAttributes } from '../element.js';
import { text } from '../texts.js';
import type { Lang } from '../texts.js';

/** The exercises of all mechanisms; the chosen one is marked for eyes and screen readers. */
export function exerciseListView(
  lang: Lang,
  { lines, chosen }: { readonly lines: readonly ExerciseLine[]; readonly chosen: string | null },
  choose: (slug: string) => void,
): HTMLElement {
  return withAttributes(
    element('nav', { className: 'sheet' }, [
      element('h2', { id: 'exercises-title', textContent: text('exercises', lang) }),
      lines.length === 0
        ? element('p', { textContent: text('noExercises', lang) })
        : element(
            'ul',
            { className: 'exercises' },
            lines.map((line) => element('li', {}, [lineView(line, { lang, chosen, choose })])),
          ),
    ]),
    { 'aria-labelledby': 'exercises-title' },
  );
}

function lineView(
  line: ExerciseLine,
  { lang, chosen, choose }: { lang: Lang; chosen: string | null; choose: (slug: string) => void },
): HTMLElement {
  const button = element(
    'button',
    { id: `choose-${line.slug}`, type: 'button', onclick: () => choose(line.slug) },
    [element('div', { textContent: line.title[lang] }), element('small', { textContent: line.slug })],
  );
  return withAttributes(button, { 'aria-current': String(line.slug === chosen) });
}
