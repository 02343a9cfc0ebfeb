import type { ImageIdentity, Run, RunRequest, Sandbox } from '../sandbox.js';
import type { Launcher } from '../launcher/launcher.js';
import type { Tracer } from '../tracer.js';
import type { RootFolder } from '../images/image.js';
import { Box } from './box/box.js';
import { BoxPool } from './box/box-pool.js';
import type { CgroupHost } from './cgroups/cgroup.js';
import { nextGroupName } from './cgroups/group-name.js';
import { checkRequest } from './check-request.js';
import { runJob } from './job/run-job.js';
import { Turnstile } from './turnstile.js';
import { nextUid } from './uids.js';

/** Everything that this engine is made of, found and built before. */
export interface BubblewrapParts {
  readonly bwrap: string;
  readonly image: { readonly identity: ImageIdentity; readonly root: RootFolder };
  readonly runner: string;
  readonly launcher: Launcher;
  readonly cgroups: CgroupHost | null;
  readonly tracer: Tracer;
  readonly prewarmed: number;
  readonly parallelRuns: number;
  /** Hears of trouble that no run can be told of. */
  readonly log: (line: string) => void;
}

/** The engine on bubblewrap: namespaces by bwrap(1), everything inside by our runner, bounds by cgroups where there are any. */
export function bubblewrap(parts: BubblewrapParts): Sandbox {
  const pool = new BoxPool(() => openBox(parts), parts.prewarmed);
  const turnstile = new Turnstile(parts.parallelRuns);
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  pool.fill();

  // The answer does not wait until the used sandbox is gone; its place does, and so does `close`.
  const leave = async (box: Box | null): Promise<void> => {
    try {
      if (box !== null) await pool.discard(box);
    } catch (cause) {
      parts.log(`A used sandbox did not go: ${cause instanceof Error ? cause.message : String(cause)}`);
    } finally {
      turnstile.leave();
    }
  };

  const runInTurn = async (request: RunRequest, signal: AbortSignal): Promise<Run> => {
    await turnstile.enter(signal);
    let box: Box | null = null;
    try {
      box = await pool.take();
      return await runJob(box, request, { tracer: parts.tracer, signal });
    } finally {
      void leave(box);
    }
  };

  return {
    engine: 'bubblewrap',
    image: parts.image.identity,
    limits: parts.cgroups === null ? 'soft' : 'hard',
    run: async (request, signal) => {
      checkRequest(request);
      const run = runInTurn(request, AbortSignal.any([signal, closing.signal]));
      running.add(run);
      try {
        return await run;
      } finally {
        running.delete(run);
      }
    },
    close: async () => {
      closing.abort(new Error('The sandbox was closed.'));
      await Promise.allSettled(running);
      await pool.close();
      await parts.launcher.close();
    },
  };
}

async function openBox(parts: BubblewrapParts): Promise<Box> {
  const cgroup = (await parts.cgroups?.make(nextGroupName())) ?? null;
  try {
    return await Box.open({
      launcher: parts.launcher,
      bwrap: parts.bwrap,
      root: parts.image.root,
      runner: parts.runner,
      uid: nextUid(),
      cgroup,
    });
  } catch (cause) {
    await cgroup?.remove();
    throw cause;
  }
}
