import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { aptSettings, sourceLists } from './apt-settings.js';
import type { Recipe } from './recipe.js';
import { toolPath } from './run-tool.js';

/** How long the building of an image may take. */
const buildMs = 15 * 60_000;
const wordsMax = 8_000;

/**
 * As root, mmdebstrap mounts /proc, /sys and devices below the new root: it does so in namespaces of its own, which die with us,
 * so that no killed build leaves a mount that a later clean-up would walk into. For others user namespaces do the same.
 */
const alone =
  'setpriv --pdeathsig KILL unshare --mount --propagation private --pid --fork --kill-child --mount-proc'.split(
    ' ',
  );

/** Has mmdebstrap(1) make a root of the recipe's packages and unpacks it into `folder`. */
export async function makeRoot(recipe: Recipe, folder: string, heard: (line: string) => void): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  const lists = sourceLists(recipe.suite);
  if (lists.length === 0) throw new Error(`No package source of this machine offers ${recipe.suite} main.`);
  const args = [
    `--mode=${isRoot ? 'root' : 'unshare'}`,
    '--variant=essential',
    '--format=tar',
    `--include=${recipe.packages.join(',')}`,
    ...['Acquire::Languages "none"', 'APT::Install-Recommends "false"', ...(await aptSettings())].map(
      (setting) => `--aptopt=${setting}`,
    ),
    ...recipe.excludes.map((pattern) => `--dpkgopt=path-exclude=${pattern}`),
    `--customize-hook=${oneLine(recipe.finish)}`,
    recipe.suite,
    '-',
    ...lists,
  ];
  // A killed build of root's leaves its work where the next one sweeps; others' subordinate uids reach /tmp only.
  const temporary = isRoot ? { TMPDIR: dirname(folder) } : {};
  const options = { env: { PATH: toolPath, LC_ALL: 'C.UTF-8', ...temporary }, timeout: buildMs };
  const [command = 'mmdebstrap', ...rest] = [...(isRoot ? alone : []), 'mmdebstrap', ...args];
  const maker = spawn(command, rest, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  // Device files are left out: an ordinary user cannot make them, and sandboxes bring their own /dev.
  const owner = isRoot ? [] : ['--no-same-owner'];
  const unpack = ['--extract', '--directory', folder, '--exclude=./dev/*', ...owner];
  const taker = spawn('tar', unpack, { ...options, stdio: ['pipe', 'ignore', 'pipe'] });
  maker.stdout.pipe(taker.stdin);
  await Promise.all([success(maker, 'mmdebstrap', heard), success(taker, 'tar', heard)]);
}

/** mmdebstrap first asks whether a hook is a file's name, and complains about names of several lines. */
function oneLine(script: string): string {
  return script
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('; ');
}

type Tool = ReturnType<typeof spawn>;

async function success(tool: Tool, name: string, heard: (line: string) => void): Promise<void> {
  let words = '';
  tool.stderr?.on('data', (data: Buffer) => {
    words = `${words}${data.toString()}`.slice(-wordsMax);
    for (const line of data.toString().split('\n'))
      if (/^I: (?!running --customize-hook)/.test(line)) heard(line.slice(3));
  });
  // A pipe that breaks is told by the exit of whoever broke it.
  tool.stdin?.on('error', () => {});
  await once(tool, 'close');
  if (tool.exitCode !== 0)
    throw new Error(`${name} ended with ${tool.signalCode ?? tool.exitCode}: ${words.trim()}`);
}
