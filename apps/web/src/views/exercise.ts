import type { ExerciseWhole } from '../api/exercises.js';
import { element } from '../element.js';
import { renderMarkdown, withoutTitle } from '../markdown.js';
import { text } from '../texts.js';
import type { Lang } from '../texts.js';

/** The task of an exercise, and its hints, each closed until it is asked for. */
export function exerciseView(exercise: ExerciseWhole, lang: Lang): HTMLElement {
  const hints = exercise.hints[lang];
  return element('article', { className: 'sheet', id: 'exercise', tabIndex: -1 }, [
    element('h2', { textContent: exercise.title[lang] }),
    element('p', { className: 'quiet', textContent: exercise.summary[lang] }),
    renderMarkdown(withoutTitle(exercise.task[lang]), 3),
    hints.length > 0 ? element('h3', { textContent: text('hints', lang) }) : null,
    ...hints.map((hint, place) =>
      element('details', {}, [
        element('summary', { textContent: `${text('hint', lang)} ${place + 1}` }),
        renderMarkdown(hint, 4),
      ]),
    ),
  ]);
}
