/** The host's own user. */
const ownUid = 0xffff_ffff;

/** What is to be started, see `sandbox-images/launcher/protocol.md`. */
export interface LaunchRequest {
  /** An absolute path and its arguments; the environment is empty. */
  readonly command: readonly string[];
  /** Null keeps this process's user. */
  readonly uid: number | null;
  /** Files into which the process writes itself to join control groups. */
  readonly groups: readonly string[];
  /** What descriptor 3 is: a stream to this process, or a file opened for reading and writing. */
  readonly extra: { readonly kind: 'channel' } | { readonly kind: 'file'; readonly path: string };
}

export function startFrame(id: number, socketPath: string, request: LaunchRequest): Buffer {
  const file = request.extra.kind === 'file' ? request.extra.path : '';
  const strings = [socketPath, file, ...request.groups, ...request.command];
  const head = Buffer.alloc(18);
  head.writeUInt8(1, 4);
  head.writeUInt32LE(id, 5);
  head.writeUInt32LE(request.uid ?? ownUid, 9);
  head.writeUInt8(request.extra.kind === 'channel' ? 1 : 0, 13);
  head.writeUInt16LE(request.groups.length, 14);
  head.writeUInt16LE(request.command.length, 16);
  const frame = Buffer.concat([head, Buffer.from(strings.map((text) => `${text}\0`).join(''))]);
  frame.writeUInt32LE(frame.length - 4, 0);
  return frame;
}

export function killFrame(id: number): Buffer {
  const frame = Buffer.alloc(9);
  frame.writeUInt32LE(5, 0);
  frame.writeUInt8(2, 4);
  frame.writeUInt32LE(id, 5);
  return frame;
}
