import type { TracedObject } from '#libs/contracts/trace';
import { element, round } from './element.js';

/** A box by its middle, its top and its size. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What an object looks like: each mechanism has a shape of its own, so that colour is never the only sign. */
export type Shape = 'tube' | 'sheet' | 'plug' | 'slab' | 'queue' | 'turnstile';

/** The shape of an object. */
export function shapeOf({ mechanism, kind }: Pick<TracedObject, 'mechanism' | 'kind'>): Shape {
  switch (mechanism) {
    case 'pipe':
    case 'named-pipe':
      return kind === 'file' || kind === 'device' ? 'sheet' : 'tube';
    case 'file':
    case 'memory-mapped-file':
      return 'sheet';
    case 'socket':
    case 'unix-domain-socket':
      return 'plug';
    case 'shared-memory':
      return 'slab';
    case 'message-queue':
    case 'message-passing':
      return 'queue';
    case 'synchronisation':
    case 'signal':
      return 'turnstile';
  }
}

/** So much of a shape's width is not for its name, left and right together. */
export function paddingOf(shape: Shape): number {
  return { tube: 42, queue: 34, turnstile: 30, plug: 34, sheet: 26, slab: 22 }[shape];
}

/** Draws the outline of an object. */
export function drawShape(shape: Shape, { x, y, width, height }: Box, className: string): string {
  const [left, right, bottom] = [x - width / 2, x + width / 2, y + height];
  const path = (d: string): string => element('path', { class: className, d });
  const rect = (rx: number): string => element('rect', { class: className, x: left, y, width, height, rx });
  const rule = (d: string): string => element('path', { class: 'ipc-rib', d });
  switch (shape) {
    case 'tube': {
      const end = `M${round(right - height / 2)} ${round(y)}a${round(height / 7)} ${round(height / 2)} 0 0 0 0 ${round(height)}`;
      return rect(height / 2) + rule(end);
    }
    case 'sheet': {
      const fold = Math.min(9, height / 2);
      const outline = `M${round(left)} ${round(y)}H${round(right - fold)}L${round(right)} ${round(y + fold)}V${round(bottom)}H${round(left)}Z`;
      return path(outline) + rule(`M${round(right - fold)} ${round(y)}V${round(y + fold)}H${round(right)}`);
    }
    case 'plug': {
      // The prongs are part of the width.
      const [left, right] = [x - width / 2 + 7, x + width / 2 - 7];
      const prong = (at: number): string => `M${round(left)} ${round(at)}h-7M${round(right)} ${round(at)}h7`;
      return (
        element('rect', { class: className, x: left, y, width: right - left, height, rx: 4 }) +
        rule(prong(y + height * 0.3) + prong(y + height * 0.7))
      );
    }
    case 'slab':
      return (
        rect(1) +
        rule(
          `M${round(left)} ${round(y + 3)}H${round(right)}M${round(left)} ${round(bottom - 3)}H${round(right)}`,
        )
      );
    case 'queue': {
      const ribs = [5, 10].map((step) => `M${round(right - step)} ${round(y)}v${round(height)}`).join('');
      return rect(3) + rule(ribs);
    }
    case 'turnstile': {
      const cut = Math.min(9, height / 2);
      return path(
        `M${round(left + cut)} ${round(y)}H${round(right - cut)}L${round(right)} ${round(y + height / 2)}L${round(right - cut)} ${round(bottom)}H${round(left + cut)}L${round(left)} ${round(y + height / 2)}Z`,
      );
    }
  }
}
