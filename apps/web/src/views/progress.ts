import { endStates, type SubmissionProgress } from '#libs/contracts/progress';
import { element, withAttributes } from '../element.js';
import { stateName, text } from '../texts.js';
import type { Lang } from '../texts.js';

/** A live line and a bar; `show` is called with each thing heard, and screen readers are told politely. */
export function progressView(lang: Lang): {
  readonly node: HTMLElement;
  readonly show: (progress: SubmissionProgress) => void;
} {
  const line = withAttributes(element('p', {}), { role: 'status', 'aria-live': 'polite' });
  const bar = withAttributes(element('progress', { max: 1, value: 0 }), {
    'aria-labelledby': 'progress-title',
  });
  const node = element('section', { className: 'sheet', id: 'progress' }, [
    element('h2', { id: 'progress-title', textContent: text('progress', lang) }),
    line,
    bar,
  ]);
  const show = (progress: SubmissionProgress) => {
    const place = progress.queuePosition;
    const words = [
      stateName(progress.state, lang),
      place === null ? '' : `${text('queuePosition', lang)}: ${place}`,
      progress.total > 0 && !endStates.includes(progress.state) ? `${progress.done} / ${progress.total}` : '',
      progress.says ?? '',
    ];
    line.textContent = words.filter((word) => word !== '').join(' · ');
    bar.max = Math.max(progress.total, 1);
    bar.value = endStates.includes(progress.state) ? bar.max : progress.done;
  };
  return { node, show };
}
