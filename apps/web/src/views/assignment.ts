import type { AssignmentLine } from '../api/assignments.js';
import { element } from '../element.js';
import { text } from '../texts.js';
import type { Lang } from '../texts.js';

/** Says that what is handed in counts in a course, and until when. */
export function assignmentView({ title, dueAt }: AssignmentLine, lang: Lang): HTMLElement {
  const due = new Date(dueAt).toLocaleString(lang === 'zh' ? 'zh-Hans' : 'en', {
    dateStyle: 'full',
    timeStyle: 'short',
  });
  return element('p', {
    className: 'sheet',
    id: 'assignment',
    textContent: `${text('forAssignment', lang)} “${title}” · ${text('due', lang)} ${due}`,
  });
}
