import type { Sentence } from '#libs/contracts/sentence';
import type { CaseRun } from '../../runs/case-run.js';
import { fillToken } from '../../runs/seeded-data.js';
import { fileStory, type StoryStep } from './file-story.js';

const messageName = /^msg\.(\d{8})$/;

/** The number of a message in the mailbox `folder`; null when the path is no message's. */
export function messageNumber(folder: string, path: string | null): number | null {
  if (path === null || !path.startsWith(`${folder}/`)) return null;
  const found = messageName.exec(path.slice(folder.length + 1));
  return found?.[1] === undefined ? null : Number(found[1]);
}

/** A message that came to be while the programs ran. */
export interface Publication {
  readonly number: number;
  /** The step that gave the message its name. */
  readonly one: StoryStep;
  readonly story: readonly StoryStep[];
}

/** How each message in the folder got its name, in order: by being given one, or by being opened under it. */
export function publicationsIn(seen: CaseRun, folder: string): readonly Publication[] {
  const whole = fillToken(folder, seen.token);
  const story = fileStory(seen);
  const there = new Set<number>();
  return story.flatMap((one) => {
    const { step } = one;
    const goes = step.kind === 'unlink' || step.kind === 'rename' ? messageNumber(whole, step.path) : null;
    if (goes !== null) there.delete(goes);
    const path = step.kind === 'link' || step.kind === 'rename' ? step.toPath : step.path;
    const makes = step.kind === 'link' || step.kind === 'rename' || (step.kind === 'open' && step.creates);
    const number = makes ? messageNumber(whole, path) : null;
    if (number === null || (step.kind === 'open' && there.has(number))) return [];
    there.add(number);
    return [{ number, one, story }];
  });
}

/** Nobody published anything, so there is nothing to judge. */
export const nothingPublished: Sentence = {
  en: 'No message was published in the traced run.',
  zh: '在被跟踪的运行中没有发布任何消息。',
};
