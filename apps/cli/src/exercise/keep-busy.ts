import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Keeps every processor of this machine busy until the returned function is called. */
export function keepBusy(): () => void {
  const spin = 'for (;;) Math.random();';
  const workers = Array.from({ length: availableParallelism() }, () => new Worker(spin, { eval: true }));
  return () => {
    for (const worker of workers) void worker.terminate();
  };
}
