import type { Limits } from '../../sandbox.js';

/** The control group of one sandbox: bounds and counts memory, tasks and processor time of everything in it. */
export interface Cgroup {
  /** The files into which a process writes `0` to join: each takes the kernel some milliseconds, so it is not for this thread to do. */
  readonly members: readonly string[];
  bound(limits: Limits): void;
  /** Processor time used so far, milliseconds. */
  cpuMs(): number;
  peakMemoryBytes(): number;
  /** How many processes the kernel killed because memory ran out. */
  oomKills(): number;
  /** Kills everything in it. */
  kill(): void;
  /** Removes it once it is empty. */
  remove(): Promise<void>;
}

/** A place where control groups can be made. */
export interface CgroupHost {
  readonly version: 1 | 2;
  make(name: string): Promise<Cgroup>;
  /** Removes the groups of sandboxes whose owner has died. */
  sweep(isOrphan: (name: string) => boolean): Promise<void>;
}
