import type { Fault, Span } from '#libs/contracts/fault';

/** How long after the last call of a run its faults may still signal somebody, in milliseconds: until then nobody sleeps for ever. */
export function dueLaterMs(faults: readonly Fault[]): number {
  return Math.max(
    0,
    ...faults.map(({ do: what }) => ('signal' in what ? mostMs(what.afterMs) + mostMs(what.forMs) : 0)),
  );
}

function mostMs(span: Span | undefined): number {
  if (span === undefined) return 0;
  return typeof span === 'number' ? span : span.to;
}
