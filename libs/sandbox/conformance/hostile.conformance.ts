import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSandbox, aShell, ordinary, printed, textOf, type TestSandbox } from './a-sandbox.js';

// What every engine does to programs that mean harm: each attack is made for real, in the sandbox of this host.

let box: TestSandbox;
beforeAll(async () => void (box = await aSandbox()));
afterAll(() => box.sandbox.close());

const isHard = (): boolean => box.sandbox.limits === 'hard';

test('a fork bomb stops at the number of processes', async () => {
  const run = await box.attack('fork-bomb', [], { limits: { ...ordinary, wallMs: 3_000 } });
  expect(run.ended).toBe('wall-time');
  expect(run.tasks.length).toBe(ordinary.processes);
  expect(printed(run)).toContain('Resource temporarily unavailable');
});

for (const way of ['malloc', 'memfd', 'tmpfs', 'system-v'])
  test(`a memory bomb by ${way} is stopped`, async () => {
    const limits = { ...ordinary, memoryBytes: 48 * 1024 * 1024 };
    const run = await box.attack('memory', [way], { limits });
    expect(printed(run)).not.toContain('took everything');
    // Without a cgroup the program is refused what it wants and ends by itself.
    const seen = { ended: run.ended, refused: printed(run).startsWith('refused after') };
    expect(seen).toEqual(
      isHard() ? { ended: 'memory-limit', refused: false } : { ended: 'programs-ended', refused: true },
    );
    expect(run.peakMemoryBytes ?? 0).toBeLessThanOrEqual(limits.memoryBytes);
  });

test('folders hold so many bytes and so many files, and no more', async () => {
  for (const folder of ['/box', '/tmp', '/dev/shm']) {
    const limits = { ...ordinary, diskBytes: 8 * 1024 * 1024, inodes: 500 };
    const run = await box.attack('disk', [folder], { limits });
    const [bytes, files] = printed(run).split(' ').map(Number);
    expect(bytes).toBeGreaterThan(limits.diskBytes * 0.9);
    expect(bytes).toBeLessThanOrEqual(limits.diskBytes);
    expect(files).toBeGreaterThan(limits.inodes * 0.9);
    expect(files).toBeLessThanOrEqual(limits.inodes);
    expect(printed(run)).toContain('No space left on device');
  }
});

test('an endless output is cut at its limit', async () => {
  const run = await box.attack('flood');
  expect(run.ended).toBe('output-limit');
  expect(run.programs[0]?.stdout.length).toBe(ordinary.outputBytes);
  expect(run.wallMs).toBeLessThan(3_000);
});

test('daemons that detached and ignore every signal are found and die with the run', async () => {
  const mark = `daemon-${process.pid}-${Date.now()}`;
  const run = await box.attack('daemons', [mark]);
  expect(run.ended).toBe('programs-ended');
  expect(run.remnants.filter((one) => one.kind === 'process').map((one) => one.name.split(' ')[0])).toEqual([
    'daemons',
    'daemons',
    'daemons',
  ]);
  expect(hostProcessesWith(mark)).toEqual([]);
});

test('64 busy processes die at the wall time', async () => {
  const mark = `spinners-${process.pid}-${Date.now()}`;
  const limits = { ...ordinary, wallMs: 1_500, cpuMs: 60_000 };
  const run = await box.attack('spinners', [mark], { limits });
  expect(run.ended).toBe('wall-time');
  expect(run.tasks.length).toBe(64);
  expect(run.wallMs).toBeLessThan(4_000);
  expect(hostProcessesWith(mark)).toEqual([]);
});

test('processor time is counted over all processes together', async () => {
  const run = await box.attack('spinners', [], { limits: { ...ordinary, cpuMs: 1_000 } });
  expect(run.ended).toBe('cpu-time');
  expect(run.cpuMs).toBeGreaterThan(900);
  expect(run.cpuMs).toBeLessThan(4_000);
});

test('nothing can be done to pid 1 or its channel, and kill(-1) harms nobody else', async () => {
  const run = await box.attack('attack-runner');
  expect(printed(run)).toBe('alive\nstill alive\n');
  expect(run).toMatchObject({ ended: 'programs-ended', programs: [{ end: { kind: 'exited', code: 0 } }] });
});

test('the kernel gives nothing that leads out', async () => {
  const run = await box.attack('escape');
  expect(printed(run)).toBe('asked\n');
});

test('the image cannot be written and holds no secret of the host', async () => {
  const run = await box.attack('write-image');
  expect(printed(run)).toBe('done\n');
});

test('one run sees nothing of another, before or beside it', async () => {
  const left = await box.attack('leave-everything');
  expect(printed(left)).toBe('0 failed\n');
  expect(left.remnants.map(({ kind, name }) => `${kind} ${name.replace(/ *\d+$/, '')}`).toSorted()).toEqual([
    'fifo /tmp/fifo',
    'file /box/file',
    'file /tmp/file',
    'posix-mq /queue',
    'posix-shm /segment',
    'semaphore /lock',
    'socket /tmp/socket',
    'system-v-mq key 0x4242, id',
    'system-v-sem key 0x4242, id',
    'system-v-shm key 0x4242, id',
  ]);
  const looks = await Promise.all([1, 2, 3].map(() => box.attack('leave-everything', ['look'])));
  expect(looks.map(printed)).toEqual(['looked\n', 'looked\n', 'looked\n']);
});

test('no network leads out, not even to this machine', async () => {
  const name = `ipclab-conformance-${process.pid}`;
  const [tcp, unix] = [createServer(), createServer()];
  try {
    const port = await listen(tcp, { port: 0, host: '127.0.0.1' });
    await listen(unix, { path: `\0${name}` });
    const run = await box.attack('network', [`${port}`, name]);
    expect(printed(run)).toBe('tried\n');
  } finally {
    tcp.close();
    unix.close();
  }
});

test('traps at collected names are neither followed nor waited for', async () => {
  const collect = [
    'link',
    'proc',
    'zero',
    'folder/passwd',
    'fifo',
    'socket',
    'directory',
    'sparse',
    'honest',
    'nothing',
  ];
  const limits = { ...ordinary, diskBytes: 61 * 1024 * 1024 };
  const run = await box.attack('plant', [], { collect, limits });
  expect(printed(run)).toBe('0 failed\n');
  expect([...run.files.keys()]).toEqual(['honest']);
  expect(textOf(run.files.get('honest'))).toBe('honest\n');
});

test('the compiler cannot be made to read or keep what it should not', async () => {
  const source = '#include "/etc/shadow"\n#include "/root/.ssh/id_ed25519"\nint main(void) { return 0; }\n';
  const files = [{ path: 'thief.c', content: Buffer.from(source), mode: 0o644 }];
  const run = await box.run([aShell('/usr/bin/gcc thief.c -o thief')], { files, collect: ['thief'] });
  expect(textOf(run.programs[0]?.stderr)).toContain('/etc/shadow: No such file or directory');
  expect(run.files.size).toBe(0);
});

test('a compiler bomb is a stopped run', async () => {
  const files = [{ path: 'bomb.c', content: Buffer.from('int main[-1u] = {1};\n'), mode: 0o644 }];
  const run = await box.run([aShell('/usr/bin/gcc bomb.c -o bomb')], { files, collect: ['bomb'] });
  expect(run.programs[0]?.end).not.toEqual({ kind: 'exited', code: 0 });
  expect(run.files.size).toBe(0);
});

/** Pids on this host of processes with `mark` in their command line. */
function hostProcessesWith(mark: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(mark);
    } catch {
      return false;
    }
  });
}

async function listen(
  server: Server,
  where: { port: number; host: string } | { path: string },
): Promise<number> {
  server.listen(where);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
