import type { TracedObject } from '#libs/contracts/trace';
import { fitText, textWidth } from './measure-text.js';

interface Fit {
  readonly maxPx: number;
  readonly sizePx: number;
  readonly face: 'sans';
}

/** The name of an object that fits: the end of a long path says more than its beginning, and `stdin` more than half of its name in words. */
export function shortName(name: string, { outside }: Pick<TracedObject, 'outside'>, fit: Fit): string {
  if (textWidth(name, fit.sizePx, fit.face) <= fit.maxPx) return fitText(name, fit);
  const last = name.slice(name.lastIndexOf('/') + 1);
  return fitText(outside ?? (last === '' ? name : last), fit);
}
