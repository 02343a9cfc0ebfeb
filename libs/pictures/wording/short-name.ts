import type { TracedObject } from '#libs/contracts/trace';
import { fitText, textWidth } from './measure-text.js';

interface Fit {
  readonly maxPx: number;
  readonly sizePx: number;
  readonly face: 'sans';
}

/** The port of an address such as `127.0.0.1:7391` or `[::1]:80 #2`: all hosts of a sandbox are one. */
const port = /^[^/]*(?:\.\d+|\]):(\d+(?: #\d+)?)$/;

/** The name of an object that fits: the end of a long path or address says more than its beginning, and `stdin` more than half of its name in words. */
export function shortName(name: string, { outside }: Pick<TracedObject, 'outside'>, fit: Fit): string {
  if (textWidth(name, fit.sizePx, fit.face) <= fit.maxPx) return fitText(name, fit);
  const number = port.exec(name)?.[1];
  if (number !== undefined) return fitText(`…:${number}`, fit);
  const last = name.slice(name.lastIndexOf('/') + 1);
  return fitText(outside ?? (last === '' ? name : last), fit);
}
