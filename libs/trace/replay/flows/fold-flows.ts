import type { Flow } from '#libs/trace/history';
import { type Mutable, warn, type World } from '../model.js';

/** So many transfers are told one by one; a picture of more shows nothing, and each costs memory. */
const flowsMax = 100_000;

/**
 * Keeps a long trace small: beyond `flowsMax` transfers, data that goes the way of earlier data is added to it instead of being told
 * by itself. Sums of bytes stay what they were. Call it after each event.
 */
export function foldFlows(world: World): void {
  if (world.flows.length <= flowsMax) return;
  warn(
    world,
    `There are more than ${flowsMax} transfers: later ones that went the same way are told together.`,
  );
  for (const flow of world.flows.splice(flowsMax)) {
    const key = flow.kind === 'data' && flow.inferred !== true ? routeOf(flow) : null;
    const known = key === null ? undefined : world.routes.get(key);
    if (known) add(known, flow);
    else world.late.push(flow);
    if (key !== null && !known) world.routes.set(key, flow);
  }
}

function routeOf({ from, to, through, fromFd, toFd, messageType, priority }: Flow): string {
  return [from, fromFd, through, to, toFd, messageType, priority].join(' ');
}

function add(known: Mutable<Flow>, flow: Flow): void {
  known.bytes += flow.bytes;
  known.sends = (known.sends ?? 1) + (flow.sends ?? 1);
  known.receivedMs = flow.receivedMs;
}
