import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, splitLines } from '../../setup/run-command.mjs';
import { Client } from './client.mjs';

/** A start builds nothing, since the bench was set up before; one that takes longer hangs: 3 minutes. */
const readyMs = 180_000;
/** After being asked to end, in milliseconds: more than its services get from it. */
const stopMs = 60_000;
const linesKept = 40;

/** One person hands in more at a time here, and more often, than a student may. */
const settings = { IPCLAB_WAITING_PER_PERSON: '1000', IPCLAB_PERSON_REQUESTS_PER_MINUTE: '1000000' };

/**
 * Runs `npm start`'s own script on a free port until it has passed its self-test. Resolves to `{ pid, selfTest, client, stop }`;
 * rejects with the last lines it wrote when it ends before.
 */
export async function startSystem({ environment, signal }, { data, mechanisms }) {
  const script = [process.execPath, join(root, '.config/start.mjs'), '--data', data];
  // It ends with us, also when we are killed.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', ...script], {
    cwd: root,
    env: { ...environment, ...settings, PORT: '0', IPCLAB_MECHANISMS: mechanisms },
    // A group of its own: Ctrl-C reaches only us, and we end it in its turn.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = [];
  try {
    const selfTest = await untilReady(child, said, signal);
    const { url } = JSON.parse(await readFile(join(data, 'instance.json'), 'utf8'));
    const accounts = JSON.parse(await readFile(join(data, 'sample-accounts.json'), 'utf8'));
    const { token } = accounts.find(({ role }) => role === 'student');
    const client = await Client.open({ url, token });
    const stop = async () => {
      await client.close();
      await end(child);
    };
    return { pid: child.pid, selfTest, client, stop };
  } catch (cause) {
    await end(child);
    throw new Error(`The system was not ready: ${cause.message}\n${said.join('\n')}`, { cause });
  }
}

/** Resolves to the line of the self-test, which is the last that a start says. */
function untilReady(child, said, signal) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`it took longer than ${readyMs} ms`)), readyMs);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`it ended with status ${code}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      splitLines(stream, (line) => {
        if (said.push(line) > linesKept) said.shift();
        if (!line.includes('self-test: ')) return;
        clearTimeout(late);
        resolve(line.trim());
      });
    }
  });
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), stopMs);
  await closed;
  clearTimeout(killer);
}
