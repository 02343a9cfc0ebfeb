import type { BlockedCall } from '#libs/trace/history';
import type { Thing } from '../model.js';
import type { Socket } from '../sockets/sockets.js';

/** Who could end a wait. */
export type Holders = BlockedCall['heldBy'];

/** What a call waits for, and who could end the wait: the process itself included, the harness as `p0`. */
export interface Awaited {
  readonly fd: number | null;
  readonly thing: Thing | null;
  readonly heldBy: Holders;
  /** Of a mutex, the process that has it, as far as the log tells. */
  readonly owner: { readonly process: string; readonly isSure: boolean } | null;
  /** Set where the log tells more of the wait than its object and its holders. */
  readonly circumstance?: BlockedCall['circumstance'];
  readonly isOpen?: boolean;
  /** The socket that listens where a connection is waited for; it has no object of its own. */
  readonly listener?: Socket | null;
}

/** A wait that nobody is known to be able to end. */
export const nobody = { fd: null, thing: null, heldBy: [], owner: null } as const satisfies Awaited;
