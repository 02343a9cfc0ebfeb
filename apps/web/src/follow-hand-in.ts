import { ask } from './api/ask.js';
import { handIn, readSubmission } from './api/submissions.js';
import type { HandIn } from './api/submissions.js';
import { watch } from './api/watch.js';
import type { Lang } from './texts.js';
import { picturesView } from './views/picture.js';
import { progressView } from './views/progress.js';
import { reportView } from './views/report.js';

/** Where the answers to a hand-in are shown, and in whose name it is made. */
export interface FollowContext {
  readonly lang: Lang;
  readonly token: string;
  readonly answers: HTMLElement;
}

/** Hands in, shows progress as it happens, then the report and its pictures, and moves the reader's focus there. */
export async function followHandIn(input: HandIn, { lang, token, answers }: FollowContext): Promise<void> {
  const progress = progressView(lang);
  const { submit } = await ask(handIn(input), token);
  answers.replaceChildren(progress.node);
  await watch(submit.id, token, progress.show);
  const { submission } = await ask(readSubmission(submit.id), token);
  const report = submission.report ? [reportView(submission.report, lang)] : [];
  const pictures = picturesView(submission.pictures, lang);
  answers.append(...report, ...(pictures ? [pictures] : []));
  answers.querySelector<HTMLElement>('#report h2')?.focus();
}
