import { z } from 'zod';
import type { IpcObject } from '#libs/trace/history';
import type { CaseRun } from '../../runs/case-run.js';
import { fillToken } from '../../runs/seeded-data.js';

/** The kinds of objects that a history knows of, where data can pass. */
export const ObjectKind = z.enum([
  'pipe',
  'fifo',
  'file',
  'mapped-file',
  'tcp',
  'udp',
  'unix-stream',
  'unix-seqpacket',
  'unix-datagram',
  'posix-mq',
  'system-v-mq',
  'posix-shm',
  'system-v-shm',
  'memfd',
  'anonymous-shared',
]);
export type ObjectKind = z.infer<typeof ObjectKind>;

/** One kind or several. */
export const ObjectKinds = z.union([ObjectKind, z.array(ObjectKind).min(1)]);
export type ObjectKinds = z.infer<typeof ObjectKinds>;

/**
 * Objects of a run: of these kinds and, where given, of this name, such as `/box/meeting-{{token}}`, or anywhere below this folder, such as
 * `/mnt/mail-{{token}}/`; connections to a socket bear its name.
 */
export interface ObjectChoice {
  readonly kinds: ObjectKinds;
  readonly name?: string | undefined;
}

/** Whether an object is chosen; the standard streams that the harness gave never are. */
export function isChosen(seen: CaseRun, object: IpcObject, { kinds, name }: ObjectChoice): boolean {
  const isOfKind = [kinds].flat().some((kind) => kind === object.kind);
  if (!isOfKind || object.outside !== null) return false;
  if (name === undefined) return true;
  const full = fillToken(name, seen.token);
  if (full.endsWith('/')) return object.name.startsWith(full);
  return object.name === full || object.name.startsWith(`${full} #`);
}
