import { findCgroups } from './engines/cgroups/find-cgroups.js';
import { bwrapArguments } from './engines/box/bwrap-arguments.js';
import { canBuildImages } from './images/can-build.js';
import { cacheFolder } from './images/cache-folder.js';
import { hostImage } from './images/host-image.js';
import { findImage } from './images/image.js';
import { readRecipe } from './images/recipe.js';
import { findTool, runTool } from './images/run-tool.js';
import type { HostReport } from './sandbox.js';

type Ability = HostReport['abilities'][number];

export interface ProbeOptions {
  /** Where images are kept; the default of `openSandbox` when left out. */
  readonly cacheFolder?: string;
}

/** Says what this host can isolate, bound and trace, by trying it; leaves at most an empty control group. */
export async function probe(options: ProbeOptions = {}): Promise<HostReport> {
  const cache = cacheFolder(options.cacheFolder);
  const namespaces = await probeNamespaces(cache);
  const limits = probeLimits();
  const image = probeImage(cache);
  const tracing = await probeTracing();
  const abilities = [namespaces, probeUids(), limits, image, ...probeCompilers(image), tracing];
  return {
    engine: 'bubblewrap',
    usable: abilities.every((ability) => ability.strength !== 'missing'),
    limits: limits.strength === 'hard' ? 'hard' : 'soft',
    abilities,
  };
}

async function probeNamespaces(cache: string): Promise<Ability> {
  const name = 'isolation';
  const bwrap = findTool('bwrap');
  if (bwrap === null)
    return {
      name,
      strength: 'missing',
      says: 'bubblewrap is not installed.',
      advice: 'apt-get install bubblewrap',
    };
  const { root } = await hostImage(cache);
  const isRoot = process.getuid?.() === 0;
  // As for sandboxes, but with `true` in the runner's place.
  const args = bwrapArguments(root, findTool('true') ?? '/bin/true');
  const identity = isRoot ? ['--reuid', '200000', '--regid', '200000', '--clear-groups', bwrap] : [];
  try {
    await runTool(isRoot ? 'setpriv' : bwrap, [...identity, ...args]);
  } catch (cause) {
    const says = `bubblewrap cannot make the namespaces: ${cause instanceof Error ? cause.message : String(cause)}`;
    const advice =
      'sysctl kernel.unprivileged_userns_clone=1; where AppArmor restricts user namespaces, sysctl kernel.apparmor_restrict_unprivileged_userns=0';
    return { name, strength: 'missing', says, advice };
  }
  const says =
    'Each run gets user, pid, ipc, net, uts, cgroup and mount namespaces of its own by bubblewrap.';
  return { name, strength: 'hard', says, advice: null };
}

function probeUids(): Ability {
  const name = 'own uid';
  if (process.getuid?.() === 0)
    return { name, strength: 'hard', says: 'Each sandbox runs under a host uid of its own.', advice: null };
  const says =
    'All sandboxes run under your own uid; namespaces separate them, kernel counters for each user do not.';
  return { name, strength: 'soft', says, advice: 'Run the grader as root, or in a container as root.' };
}

function probeLimits(): Ability {
  const name = 'memory, task and cpu limits';
  const cgroups = findCgroups();
  if (cgroups !== null) {
    const says = `Memory, tasks and processor time of a whole run are bounded by cgroups, version ${cgroups.version}.`;
    return { name, strength: 'hard', says, advice: null };
  }
  const says = 'There is no cgroup to use: memory is bounded for each process only, and memfd is refused.';
  const advice =
    'Run as root, or on a host with systemd start it with: systemd-run --user --scope -p Delegate=yes npm start';
  return { name, strength: 'soft', says, advice };
}

function probeImage(cache: string): Ability {
  const name = 'image';
  const found = findImage(cache, readRecipe());
  if (found !== null) {
    const says = `The image ${found.identity.name} is built (${found.identity.digest.slice(0, 19)}…).`;
    return { name, strength: 'hard', says, advice: null };
  }
  const able = canBuildImages();
  if (able.able) {
    const says = 'The image is not built yet; the first start builds it, in about a minute.';
    return { name, strength: 'hard', says, advice: null };
  }
  const says = `Programs run on this machine's own /usr, read-only: ${able.says}`;
  return { name, strength: 'soft', says, advice: able.advice };
}

/** Compilers come with the image; without one they have to be this machine's. */
function probeCompilers(image: Ability): readonly Ability[] {
  if (image.strength !== 'soft') return [];
  const tools = { gcc: 'gcc libc6-dev', 'g++': 'g++', python3: 'python3', 'ld.gold': 'binutils' };
  const missing = Object.entries(tools).filter(([tool]) => findTool(tool) === null);
  const name = 'compilers';
  if (missing.length === 0)
    return [{ name, strength: 'hard', says: 'gcc, g++ and python3 of this machine are used.', advice: null }];
  const says = `This machine has no ${missing.map(([tool]) => tool).join(', ')}.`;
  const advice = `apt-get install ${missing.map(([, packages]) => packages).join(' ')}`;
  return [{ name, strength: 'missing', says, advice }];
}

async function probeTracing(): Promise<Ability> {
  const name = 'tracing';
  const strace = findTool('strace');
  if (strace === null)
    return { name, strength: 'missing', says: 'strace is not installed.', advice: 'apt-get install strace' };
  try {
    await runTool(strace, ['-f', '-o', '/dev/null', '/bin/true']);
  } catch (cause) {
    const says = `strace cannot trace: ${cause instanceof Error ? cause.message : String(cause)}`;
    return {
      name,
      strength: 'missing',
      says,
      advice: 'In a container: allow ptrace (--cap-add SYS_PTRACE).',
    };
  }
  const says = 'strace watches runs from outside the sandbox.';
  return { name, strength: 'hard', says, advice: null };
}
