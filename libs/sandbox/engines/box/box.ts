import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Duplex } from 'node:stream';
import type { Cgroup } from '../cgroups/cgroup.js';
import { RunnerChannel } from '../runner/runner-channel.js';
import { bwrapArguments, type RootFolder } from './bwrap-arguments.js';

/** What a sandbox is made of. `uid` is null for an ordinary user, who cannot give sandboxes uids of their own. */
export interface BoxPlan {
  readonly bwrap: string;
  readonly root: RootFolder;
  readonly runner: string;
  readonly uid: number | null;
  readonly cgroup: Cgroup | null;
}

/** How long a sandbox may take to stand ready, and to be gone. */
const readyMs = 20_000;
const goneMs = 2_000;
const stderrBytesMax = 4096;

/** A sandbox that stands ready or runs a job: bwrap, and the runner inside as pid 1. Used once, thrown away. */
export class Box {
  readonly plan: BoxPlan;
  readonly channel: RunnerChannel;
  readonly #child: ChildProcess;
  readonly #exit: Promise<void>;
  #stderr = '';
  #ending: Promise<void> | null = null;
  /** Whether bwrap has ended, and with it everything inside. */
  gone = false;

  private constructor(plan: BoxPlan, child: ChildProcess, socket: Duplex) {
    this.plan = plan;
    this.#child = child;
    this.channel = new RunnerChannel(socket);
    this.#exit = new Promise((resolve) =>
      child.once('close', () => {
        this.gone = true;
        resolve();
      }),
    );
    child.stderr?.on('data', (data: Buffer) => {
      if (this.#stderr.length < stderrBytesMax) this.#stderr += data.toString();
    });
  }

  /** Makes a sandbox and waits until its runner is ready. Rejects with what bwrap or the runner said. */
  static async open(plan: BoxPlan): Promise<Box> {
    const identity = plan.uid === null ? {} : { uid: plan.uid, gid: plan.uid };
    const child = spawn(plan.bwrap, bwrapArguments(plan.root, plan.runner), {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      env: {},
      ...identity,
    });
    await once(child, 'spawn');
    const socket = child.stdio[3];
    if (!(socket instanceof Duplex)) throw new Error('The control channel of a sandbox is not a socket.');
    const box = new Box(plan, child, socket);
    try {
      await box.#ready();
      // The runner alone: whatever it forks is born in the group.
      plan.cgroup?.join(box.runnerPid());
    } catch (cause) {
      await box.end();
      throw cause;
    }
    return box;
  }

  #ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`A sandbox was not ready within ${readyMs} ms.`)),
        readyMs,
      );
      const fail = (says: string) => {
        clearTimeout(late);
        reject(new Error(`The sandbox could not be made: ${says}`));
      };
      this.channel.listen((message) => {
        if (message.kind === 'error') fail(message.says);
        if (message.kind !== 'ready') return;
        clearTimeout(late);
        resolve();
      });
      void this.#exit.then(() => fail(this.lastWords()));
    });
  }

  /** What came on standard error of bwrap and the runner. */
  lastWords(): string {
    return this.#stderr.trim() || 'it ended without a word.';
  }

  /** The number of the runner on this host. */
  runnerPid(): number {
    const pid = this.#child.pid ?? 0;
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
  }

  /** Ends everything in the sandbox and waits until it is gone. May be called again. */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    // The runner exits when its channel closes, and the kernel kills all its namespace with it.
    this.channel.end();
    const late = setTimeout(() => {
      this.plan.cgroup?.kill();
      this.#child.kill('SIGKILL');
    }, goneMs);
    await this.#exit;
    clearTimeout(late);
    await this.plan.cgroup?.remove();
  }
}
