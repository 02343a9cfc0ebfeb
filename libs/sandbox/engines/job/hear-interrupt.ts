import { constants } from 'node:os';
import { sendSignal } from '../steps/signals.js';
import type { Job } from './job.js';

/** How long programs may take to end by themselves after SIGINT before they are killed. */
const patienceMs = 2_000;

/** Passes Ctrl-C on to the programs as a terminal does, and stops the run when they do not end of it. Answers how to stop listening. */
export function hearInterrupt(job: Job): () => void {
  const { interrupt } = job.request;
  if (!interrupt) return () => {};
  let timer: NodeJS.Timeout | undefined;
  const pass = (): void => {
    for (const program of job.programs.keys())
      sendSignal(job, { do: 'signal', program, to: 'everybody', signal: constants.signals.SIGINT });
    // Stopping fails only together with the sandbox, and then every wait of the job fails too.
    timer = setTimeout(() => void job.stop('interrupted').catch(() => {}), patienceMs);
  };
  if (interrupt.aborted) pass();
  else interrupt.addEventListener('abort', pass, { once: true });
  return () => {
    interrupt.removeEventListener('abort', pass);
    clearTimeout(timer);
  };
}
