/** What of a trace to show. */
export interface SceneOptions {
  /** Also shows the harness that feeds and reads the programs. */
  readonly showHarness?: boolean;
  /** Ids of processes and objects to point at. */
  readonly mark?: readonly string[];
  /** Shows only what happened from this time on, in milliseconds since the first event. */
  readonly fromMs?: number;
  /** Shows only what happened up to this time. */
  readonly toMs?: number;
  /** Shows each thread on a line of its own beside the life line of its process. */
  readonly threads?: boolean;
  /** Shows each of many equal siblings, where else `worker ×32` would stand for all. */
  readonly siblings?: boolean;
  /** Shows each of many files that carried nothing from one process to another, where else `file ×47` would stand for all. */
  readonly allObjects?: boolean;
}

export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The part of time to show: all of it unless said otherwise. */
export function windowOf(options: SceneOptions): Window {
  return { fromMs: options.fromMs ?? -Infinity, toMs: options.toMs ?? Infinity };
}
