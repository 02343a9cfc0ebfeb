import { textWidth } from '../wording/measure-text.js';
import type { Place } from './place-nodes.js';
import { along, type Point, type Route } from './route-edges.js';

/** Where on its way a label may stand, best first. */
const parts = [0.5, 0.4, 0.6, 0.32, 0.68, 0.24, 0.76] as const;

/** The same for an edge that goes far to the side, among many others: near its end it is alone. */
const farParts = [0.9, 0.86, 0.82, 0.78, 0.94, 0.7, 0.5] as const;

const farFrom = 320;
const crowdFrom = 24;
const farFromInCrowd = 60;

const lineHeight = 15;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Finds for each label the first place on its edge where it covers neither a node nor another label; the middle when there is none. */
export function placeLabels(
  labels: readonly { readonly route: Route; readonly text: string }[],
  places: ReadonlyMap<string, Place>,
): readonly Point[] {
  const far = labels.length > crowdFrom ? farFromInCrowd : farFrom;
  const taken: Box[] = [...places.values()];
  return labels.map(({ route, text }) => {
    const width = textWidth(text, 11.5, 'sans');
    const isFar = Math.abs(route.start.x - route.end.x) > far;
    const boxes = (isFar ? farParts : parts).map((part) => ({
      ...along(route, part),
      width,
      height: lineHeight,
    }));
    const box = boxes.find((one) => !taken.some((other) => overlap(one, other))) ?? boxes[0];
    if (!box) return along(route, 0.5);
    taken.push(box);
    return box;
  });
}

function overlap(a: Box, b: Box): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
}
