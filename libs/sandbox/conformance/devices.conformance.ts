import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { bwrapArguments } from '../engines/box/bwrap-arguments.js';
import { buildNative } from '../images/build-native.js';
import { cacheFolder } from '../images/cache-folder.js';
import { hostImage } from '../images/host-image.js';

// Real: the runner in a box whose devices a hidden mount has spoilt.

/** What the runner says when this was done to the devices that its box takes over. */
async function runnerSays(spoil: string): Promise<string> {
  const cache = cacheFolder(undefined);
  const { root } = await hostImage(cache);
  const runner = await buildNative('runner', cache, root);
  const script = `d=$(mktemp -d) && mount -t tmpfs none "$d" && ${spoil}\numount -l "$d"; rmdir "$d"; exec setpriv --reuid 200000 --regid 200000 --clear-groups bwrap "$@"`;
  // As for sandboxes of root. Nobody says anything to the runner, so one that is content ends at once.
  const child = spawn('unshare', ['-m', 'sh', '-c', script, 'sh', ...bwrapArguments(root, runner)], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const channel = child.stdio[3];
  if (!(channel instanceof Duplex)) throw new Error('The runner has no channel.');
  channel.end();
  const [said] = await Promise.all([text(channel), once(child, 'close')]);
  return said;
}

// Mounts over devices are root's.
test.runIf(process.getuid?.() === 0)(
  'devices that are closed to students are our trouble: nothing runs, and the runner says why',
  async () => {
    const closed = 'mknod "$d/null" c 1 3 && chmod 644 "$d/null" && mount --bind "$d/null" /dev/null';
    expect(await runnerSays(':')).not.toContain('open to everybody');
    expect(await runnerSays(closed)).toContain('/dev/null of this machine is not open to everybody.');
    const ordinary = ': > "$d/zero" && chmod 666 "$d/zero" && mount --bind "$d/zero" /dev/zero';
    expect(await runnerSays(ordinary)).toContain('/dev/zero of this machine is not open to everybody.');
  },
);
