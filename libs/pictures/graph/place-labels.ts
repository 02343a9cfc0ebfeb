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

/** Around the end of an edge, so large is what its tip needs. */
const tipSize = 20;

/** How far beside the edge a label may stand when there is no room on it. */
const asides = [0, 14, -14, 28, -28] as const;

/**
 * Finds for each label the first place on its edge, else close beside it, where it covers neither a node nor a tip nor another label;
 * null when there is none: then the edge's title alone says it.
 */
export function placeLabels(
  labels: readonly { readonly route: Route; readonly text: string }[],
  places: ReadonlyMap<string, Place>,
  routes: readonly Route[],
): readonly (Point | null)[] {
  const far = labels.length > crowdFrom ? farFromInCrowd : farFrom;
  const tips = routes.map(({ end, turn }) => ({
    x: end.x,
    y: end.y - (Math.sign(end.y - turn.y) * tipSize) / 4,
    width: tipSize / 2,
    height: tipSize / 2,
  }));
  const taken: Box[] = [...places.values(), ...tips];
  return labels.map(({ route, text }) => {
    const width = textWidth(text, 11.5, 'sans');
    const isFar = Math.abs(route.start.x - route.end.x) > far;
    const boxes = asides.flatMap((aside) =>
      (isFar ? farParts : parts).map((part) => {
        const { x, y } = along(route, part);
        return { x: x + aside, y, width, height: lineHeight };
      }),
    );
    const box = boxes.find((one) => !taken.some((other) => overlap(one, other)));
    if (box) taken.push(box);
    return box ?? null;
  });
}

function overlap(a: Box, b: Box): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
}
