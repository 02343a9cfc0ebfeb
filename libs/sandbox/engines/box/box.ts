import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Cgroup } from '../cgroups/cgroup.js';
import { RunnerChannel } from '../runner/runner-channel.js';
import type { RootFolder } from '../../images/image.js';
import type { Launched } from '../../launcher/launched.js';
import type { Launcher } from '../../launcher/launcher.js';
import { bwrapArguments } from './bwrap-arguments.js';

/** What a sandbox is made of. `uid` is null for an ordinary user, who cannot give sandboxes uids of their own. */
export interface BoxPlan {
  readonly launcher: Launcher;
  readonly bwrap: string;
  readonly root: RootFolder;
  readonly runner: string;
  readonly uid: number | null;
  readonly cgroup: Cgroup | null;
}

/** How long a sandbox may take to stand ready, and to be gone. */
const readyMs = 20_000;
const goneMs = 2_000;

/** A sandbox that stands ready or runs a job: bwrap, and the runner inside as pid 1. Used once, thrown away. */
export class Box {
  readonly plan: BoxPlan;
  readonly channel: RunnerChannel;
  readonly #bwrap: Launched;
  #ending: Promise<void> | null = null;

  private constructor(plan: BoxPlan, bwrap: Launched, socket: Socket) {
    this.plan = plan;
    this.#bwrap = bwrap;
    this.channel = new RunnerChannel(socket);
  }

  /** Makes a sandbox and waits until its runner is ready. Rejects with what bwrap or the runner said. */
  static async open(plan: BoxPlan): Promise<Box> {
    // bwrap is in the group from the start, so whatever it forks is born there.
    const bwrap = await plan.launcher.start({
      command: [plan.bwrap, ...bwrapArguments(plan.root, plan.runner)],
      uid: plan.uid,
      groups: plan.cgroup?.members ?? [],
      extra: { kind: 'channel' },
    });
    if (bwrap.channel === null) {
      await bwrap.ended();
      throw new Error(`The sandbox could not be made: ${bwrap.words}`);
    }
    const box = new Box(plan, bwrap, bwrap.channel);
    try {
      await box.#ready();
    } catch (cause) {
      await box.end();
      throw cause;
    }
    return box;
  }

  /** Whether bwrap has ended, and with it everything inside. */
  get gone(): boolean {
    return this.#bwrap.hasEnded;
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
      void this.#bwrap.ended().then(() => fail(this.lastWords()));
    });
  }

  /** What came on standard error of bwrap and the runner. */
  lastWords(): string {
    return this.#bwrap.words || 'it ended without a word.';
  }

  /** The number of the runner on this host. */
  runnerPid(): number {
    const { pid } = this.#bwrap;
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
      this.#bwrap.kill();
    }, goneMs);
    await this.#bwrap.ended();
    clearTimeout(late);
    await this.plan.cgroup?.remove();
  }
}
