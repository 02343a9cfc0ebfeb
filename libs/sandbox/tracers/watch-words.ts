import type { SnapshotRequest, Watch } from '#libs/contracts/watch';

/** A watched word as the tracer takes it: `object;offset;bytes;mode`, see `sandbox-images/tracer/protocol.md`. */
export function watchWords({ object, offset, bytes, loads }: Watch): string {
  return [object, offset, bytes, loads ? 'rw' : 'w'].join(';');
}

/** A piece to copy, the same way. */
export function snapshotWords({ object, offset, bytes }: SnapshotRequest): string {
  return [object, offset, bytes].join(';');
}
