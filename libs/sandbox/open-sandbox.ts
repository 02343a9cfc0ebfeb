import { haveImage } from './build-image.js';
import { bubblewrap } from './engines/bubblewrap.js';
import { findCgroups } from './engines/cgroups/find-cgroups.js';
import { isOrphanGroup } from './engines/cgroups/group-name.js';
import { buildNative } from './images/build-native.js';
import { cacheFolder } from './images/cache-folder.js';
import { findTool } from './images/run-tool.js';
import { Launcher } from './launcher/launcher.js';
import type { Sandbox } from './sandbox.js';
import { ownTracer } from './tracers/own-tracer.js';
import { strace } from './tracers/strace.js';

export interface SandboxOptions {
  /** Where images and the built runner are kept; `/var/cache/ipclab` for root and `~/.cache/ipclab` for others by default. */
  readonly cacheFolder?: string;
  /** How many sandboxes stand ready while nothing runs; 6 by default: a compiler and five runs. */
  readonly prewarmed?: number;
  /** How many runs may go on at once, the others wait; 4 by default. */
  readonly parallelRuns?: number;
  /** Who watches the traced runs: ipclab's own tracer by default, or strace, which is slower and sees the same. */
  readonly tracer?: 'ipclab' | 'strace';
  /** Hears what goes on while the image is built, and later of trouble that no run can be told of. */
  readonly log?: (line: string) => void;
}

/**
 * Opens the sandbox of this host: has the image and the runner built, removes what a killed owner left, and keeps a few
 * sandboxes ready. Rejects with an Error that names the missing package where the host lacks one.
 */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const bwrap = findTool('bwrap');
  if (bwrap === null) throw new Error('bubblewrap is not installed: "apt-get install bubblewrap".');
  const image = await haveImage(options);
  const cache = cacheFolder(options.cacheFolder);
  const runner = await buildNative('runner', cache, image.root);
  const launching = await buildNative('launcher', cache, image.root);
  const tracing = await buildNative('tracer', cache, image.root);
  const cgroups = findCgroups();
  await cgroups?.sweep(isOrphanGroup);
  const launcher = await Launcher.open(launching);
  return bubblewrap({
    bwrap,
    image,
    runner,
    launcher,
    cgroups,
    tracer: options.tracer === 'strace' ? strace(launcher) : ownTracer(launcher, tracing),
    prewarmed: options.prewarmed ?? 6,
    parallelRuns: options.parallelRuns ?? 4,
    log: options.log ?? (() => {}),
  });
}
