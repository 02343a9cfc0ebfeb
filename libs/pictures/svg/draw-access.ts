import type { Happening } from '../scene/happening.js';
import { accessSign } from '../wording/access-sign.js';
import { drawLabel } from './draw-label.js';
import type { Drawing } from './drawing.js';
import { element, round } from './element.js';
import { laneHalf } from './layout.js';

/** How far the tip of a mark stands out from its life line, and half its height. */
const reach = 8;
const half = 4;

/** Draws a store or a load of a watched word beside its life line: a tip that leaves the line, or comes to it, and the value. */
export function drawAccess(
  drawing: Drawing,
  { access, process, count }: Extract<Happening, { kind: 'access' }>,
  y: number,
): string {
  const { layout, ink } = drawing;
  const x = layout.xOf(process);
  if (x === null) return '';
  const isLast = x + layout.pitch > layout.width;
  const side = isLast ? -1 : 1;
  const near = x + side * (laneHalf + 1);
  const far = near + side * reach;
  const [blunt, tip] = access.kind === 'store' ? [near, far] : [far, near];
  ink.add({ left: Math.min(near, far), right: Math.max(near, far), top: y - half, bottom: y + half });
  const d = `M${round(blunt)} ${round(y - half)}L${round(tip)} ${round(y)}L${round(blunt)} ${round(y + half)}Z`;
  return (
    element('path', { class: 'ipc-tip', d }) +
    drawLabel(
      drawing,
      { from: x, to: x + side, y: y + 10 },
      { above: [accessSign(access, count), accessSign(access), access.value], below: '' },
    )
  );
}
