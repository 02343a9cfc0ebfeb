import { once, setMaxListeners } from 'node:events';
import { setTimeout as waitMs } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { endStates } from '#libs/contracts/progress';
import { Refusal } from '#libs/contracts/refusal';
import type { SingleRequest } from '#libs/contracts/single-run';
import { JobeFilesStore } from '#libs/database/jobe-files.store';
import type { Key } from '#libs/database/jobe-keys.store';
import { JobeRunsStore, type JobeRun } from '#libs/database/jobe-runs.store';
import { ProgressChannel } from '#libs/queue/progress-channel';
import { apiConfig, type ApiConfig } from '../../config.js';
import { JobAdder } from '../../queue/job-adder.js';
import { failedHere, overloaded, toJobeResult, type JobeResult } from './jobe-result.js';

/** Beyond compiler and program: fresh sandboxes, a grader that died and whose work another begins again. */
const spareMs = 75_000;

/** How many times its processor time a program may last, see `runSingle`. */
const wallTimes = 2;

/** Bytes of all files beside one program. */
const filesBytes = 16 * 1_048_576;

/** A server that stops lets those who wait hear it, and no longer than this. */
const farewellMs = 2_000;

/** Why nobody waits any longer. */
type Waited = 'ended' | 'not-begun' | 'too-slow' | 'client-gone' | 'closing';

/** Runs programs for clients that wait for the answer: through the same queue as everything else, and never longer than it says. */
@Injectable()
export class JobeRunsService implements OnModuleDestroy {
  readonly #closing = new AbortController();
  /** Of each client that waits for its answer: aborted when it has it, or is gone. */
  readonly #clients = new Set<AbortSignal>();

  @Inject(JobeRunsStore) private readonly runs!: JobeRunsStore;

  constructor(
    @Inject(JobeFilesStore) private readonly files: JobeFilesStore,
    @Inject(JobAdder) private readonly jobs: JobAdder,
    @Inject(ProgressChannel) private readonly channel: ProgressChannel,
    @Inject(apiConfig) private readonly config: ApiConfig,
  ) {
    // Everybody who waits listens to it.
    setMaxListeners(0, this.#closing.signal);
  }

  /**
   * The answer, of whatever kind; only files that are not there (`NOT_FOUND`) or too large together (`UPLOAD_TOO_LARGE`) and a server that stops (`SERVER_STARTING`) are
   * refusals. When `gone` is aborted the run is cancelled.
   */
  async run(key: Key, request: SingleRequest, gone: AbortSignal): Promise<JobeResult> {
    this.#clients.add(gone);
    gone.addEventListener('abort', () => this.#clients.delete(gone));
    await this.#checkFiles(key, request);
    const run = await this.#create(key, request);
    if (run === null) return overloaded('0');
    await this.jobs.add({ kind: 'run', id: run.id }, run.priority);
    const waited = await this.#wait(run, gone);
    if (waited !== 'ended' && (await this.runs.cancel(run.id))) {
      await this.jobs.remove(run.id);
      return answerInstead(run.id, waited);
    }
    return this.#answer(run.id);
  }

  /** Before queue and connections are closed, so that clients are answered. */
  async onModuleDestroy(): Promise<void> {
    const answered = [...this.#clients].map((gone) => once(gone, 'abort'));
    this.#closing.abort();
    await Promise.race([Promise.all(answered), waitMs(farewellMs, undefined, { ref: false })]);
  }

  async #checkFiles(key: Key, request: SingleRequest): Promise<void> {
    const names = [...new Set(request.files.map((file) => file.stored))];
    const { missing, bytes } = await this.files.touch(key.id, names);
    if (missing.length > 0) throw missingFile();
    if (bytes > filesBytes)
      throw new Refusal(
        'UPLOAD_TOO_LARGE',
        `The files of one run have at most ${filesBytes} bytes together.`,
      );
  }

  /** Null when so many runs of this key are under way that Jobe would say "server overload". */
  async #create(key: Key, request: SingleRequest): Promise<JobeRun | null> {
    try {
      return await this.runs.create(key, request);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'TOO_MANY_WAITING') return null;
      throw error;
    }
  }

  async #wait(run: JobeRun, gone: AbortSignal): Promise<Waited> {
    const watch = this.channel.watch(run.id);
    let waited: Waited = 'closing';
    const stop = (why: Waited) => {
      waited = why;
      void watch.return?.();
    };
    const ends = [
      [gone, 'client-gone'],
      [this.#closing.signal, 'closing'],
    ] as const;
    const settled = new AbortController();
    for (const [signal, why] of ends) {
      if (signal.aborted) stop(why);
      signal.addEventListener('abort', () => stop(why), { signal: settled.signal });
    }
    let begun = false;
    let timer = setTimeout(() => stop('not-begun'), this.config.IPCLAB_JOBE_WAIT_MS);
    try {
      for await (const { state } of watch) {
        if (endStates.includes(state)) waited = 'ended';
        if (begun || state === 'QUEUED') continue;
        begun = true;
        clearTimeout(timer);
        timer = setTimeout(() => stop('too-slow'), spareMs + wallTimes * run.request.limits.cpuMs);
      }
    } finally {
      clearTimeout(timer);
      settled.abort();
    }
    return waited;
  }

  async #answer(id: string): Promise<JobeResult> {
    const result = (await this.runs.find(id))?.result ?? null;
    if (result === null) return failedHere(id);
    if (result.kind === 'file-missing') throw missingFile();
    return toJobeResult(id, result);
  }
}

function answerInstead(id: string, waited: Exclude<Waited, 'ended'>): JobeResult {
  switch (waited) {
    case 'not-begun':
      return overloaded(id);
    case 'too-slow':
    case 'client-gone':
      return failedHere(id);
    case 'closing':
      throw new Refusal('SERVER_STARTING', 'This server is being restarted; send the run again.');
  }
}

function missingFile(): Refusal {
  return new Refusal(
    'NOT_FOUND',
    'One or more of the files of this run are not here: PUT them and send it again.',
  );
}
