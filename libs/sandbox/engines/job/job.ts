import type { RunEnd, RunRequest, TaskSnapshot } from '../../sandbox.js';
import type { Box } from '../box/box.js';
import {
  closeInputFrame,
  inputFrame,
  inputWindowBytes,
  killFrame,
  pieceBytes,
  statusFrame,
} from '../runner/frames.js';
import type { Look, Message } from '../runner/messages.js';
import { Attention } from './attention.js';
import { newProgramState, type ProgramState } from './program-state.js';

/** How long the runner may take to look around before the kill comes without a snapshot. */
const lastLookMs = 1_000;

interface Waiter {
  readonly holds: () => boolean;
  readonly settle: (held: boolean) => void;
  readonly fail: (cause: unknown) => void;
}

/** One job in one sandbox: what is known of it, and the two things that everybody does with it: wait and stop. */
export class Job {
  readonly box: Box;
  readonly request: RunRequest;
  readonly programs: readonly ProgramState[];
  /** The clock of every limit of this run. */
  readonly attention = new Attention();
  /** No process but the runner is left. */
  empty = false;
  /** Why the harness stopped the run; null while it goes by itself. */
  stopped: Exclude<RunEnd, 'programs-ended'> | null = null;
  /** What the tracer has proven of everybody who is left; null as long as somebody may go on. */
  stuck: 'deadlock' | 'livelock' | null = null;
  /** Which faults have met a call, by their index. */
  readonly metFaults = new Set<number>();
  tasks: readonly TaskSnapshot[] = [];
  /** How many bytes of input may be on their way to one program; at most `inputWindowBytes`. */
  windowBytes = inputWindowBytes;
  #killing = false;
  #over = false;
  #failure: unknown = null;
  #looks: ((look: Look) => void)[] = [];
  #answers: ((message: Message) => void) | null = null;
  readonly #waiters = new Set<Waiter>();

  constructor(box: Box, request: RunRequest) {
    this.box = box;
    this.request = request;
    this.programs = request.programs.map(newProgramState);
    box.channel.listen((message) => this.#take(message));
    void box.channel.closed.then(() => this.#closed());
  }

  /** What goes wrong on purpose. */
  get faults(): NonNullable<RunRequest['faults']> {
    return this.request.faults ?? [];
  }

  get allEnded(): boolean {
    return this.programs.every((program) => program.end !== null);
  }

  /** Waits until `holds` does; false when `withinMs` passed first or the run was stopped. Rejects when the sandbox failed. */
  until(holds: () => boolean, withinMs: number): Promise<boolean> {
    return this.#wait(holds, withinMs, () => this.stopped !== null);
  }

  /** Like `until`, also after the run was stopped. */
  untilAfterStop(holds: () => boolean, withinMs: number): Promise<boolean> {
    return this.#wait(holds, withinMs, () => false);
  }

  #wait(holds: () => boolean, withinMs: number, givesUp: () => boolean): Promise<boolean> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    if (holds()) return Promise.resolve(true);
    if (givesUp()) return Promise.resolve(false);
    return new Promise((resolve, reject) => {
      const done = () => {
        forget?.();
        this.#waiters.delete(waiter);
      };
      const settle = (held: boolean) => (done(), resolve(held));
      const fail = (cause: unknown) => (done(), reject(cause));
      const waiter = {
        holds: () => holds() || givesUp(),
        settle: () => settle(holds()),
        fail,
      };
      const forget = Number.isFinite(withinMs)
        ? this.attention.after(withinMs, () => settle(holds()))
        : undefined;
      this.#waiters.add(waiter);
    });
  }

  /** Sees every process of the sandbox now. Resolves to null when the runner does not answer in time. */
  async look(
    descriptors: 'counted' | 'uncounted' = 'uncounted',
    withinMs = lastLookMs,
  ): Promise<Look | null> {
    let seen: Look | null = null;
    this.#looks.push((look) => (seen = look));
    this.box.channel.send(statusFrame(descriptors));
    await this.untilAfterStop(() => seen !== null, withinMs);
    return seen;
  }

  /** Hears the answers to COLLECT and REMNANTS. */
  hearAnswers(answers: (message: Message) => void): void {
    this.#answers = answers;
  }

  /** Sends as much of `data` from `at` as may be on its way now; answers how far it came. */
  feed(index: number, data: Uint8Array, at: number): number {
    const program = this.programs[index];
    if (program === undefined) return at;
    let end = at;
    while (end < data.length) {
      const bytes = Math.min(pieceBytes, data.length - end, this.inputRoom(program));
      if (bytes <= 0) break;
      this.box.channel.send(inputFrame(index, data.subarray(end, end + bytes)));
      program.inputSent += bytes;
      end += bytes;
    }
    return end;
  }

  /** How many bytes of input may be sent now without more than a window being on its way. */
  inputRoom(program: ProgramState): number {
    return this.windowBytes - (program.inputSent - program.inputTaken);
  }

  closeInput(index: number): void {
    this.box.channel.send(closeInputFrame(index));
  }

  /** Stops the run: looks once more who does what, then kills everybody. Only the first reason counts. */
  async stop(why: Exclude<RunEnd, 'programs-ended'>): Promise<void> {
    if (this.stopped !== null) return;
    this.stopped = why;
    this.changed();
    const look = await this.look();
    this.tasks = (look?.processes ?? []).map(({ pid, parentPid, name, state }) => ({
      pid,
      parentPid,
      name,
      state,
    }));
    this.kill();
  }

  /** Kills every process but the runner. Who has not ended by now is counted as running. */
  kill(): void {
    this.#killing = true;
    this.box.channel.send(killFrame());
  }

  /** Ends every wait with an error: the sandbox failed, or the caller gave up. */
  fail(cause: unknown): void {
    this.#failure ??= cause;
    for (const waiter of this.#waiters) waiter.fail(this.#failure);
  }

  /** Lets everybody who waits look again. */
  changed(): void {
    for (const waiter of this.#waiters) if (waiter.holds()) waiter.settle(true);
  }

  /** The run is over: what its sandbox does from now on is nobody's business. */
  close(): void {
    this.#over = true;
    this.attention.end();
  }

  #closed(): void {
    if (this.#over) return;
    const oomKills = this.box.plan.cgroup?.oomKills() ?? 0;
    if (oomKills > 0) {
      // Memory ran out so far that the kernel took the runner too: everything inside is dead.
      this.stopped ??= 'memory-limit';
      this.empty = true;
      for (const program of this.programs) program.end ??= { kind: 'running' };
    }
    this.fail(new BoxGone(oomKills > 0, this.box.lastWords()));
  }

  #take(message: Message): void {
    const program = 'program' in message ? this.programs[message.program] : undefined;
    if (program !== undefined) this.#takeOf(program, message);
    if (message.kind === 'empty') this.empty = true;
    if (message.kind === 'status') this.#looks.shift()?.(message.look);
    if (message.kind === 'file' || message.kind === 'remnants') this.#answers?.(message);
    if (message.kind === 'error') this.fail(new Error(`The runner failed: ${message.says}`));
    this.changed();
  }

  #takeOf(program: ProgramState, message: Message): void {
    switch (message.kind) {
      case 'started':
        program.pid = message.pid;
        program.pipes = message.pipes;
        return;
      case 'output':
        this.#keep(program, message.stream, message.bytes);
        return;
      case 'output-end':
        if (message.stream === 1) program.outputOpen = false;
        else program.errorOpen = false;
        return;
      case 'accepted':
        program.inputTaken += message.bytes;
        return;
      case 'input-end':
        program.inputOpen = false;
        return;
      case 'exited':
        program.wallMs = message.wallMs;
        if (!message.killed) program.end = { kind: 'exited', code: message.code };
        else if (this.#killing && message.code === 9) program.end = { kind: 'running' };
        else program.end = { kind: 'killed', signal: message.code };
        return;
      default:
    }
  }

  #keep(program: ProgramState, stream: number, bytes: Buffer): void {
    const seen = this.programs.reduce((sum, one) => sum + one.output.seen + one.errors.seen, 0);
    const room = Math.max(0, this.request.limits.outputBytes - seen);
    (stream === 1 ? program.output : program.errors).add(bytes, room);
    if (seen + bytes.length > this.request.limits.outputBytes) void this.stop('output-limit').catch(() => {});
  }
}

/** The sandbox ended under the job. `outOfMemory`: because the kernel had to kill the runner too. */
export class BoxGone extends Error {
  readonly outOfMemory: boolean;

  constructor(outOfMemory: boolean, lastWords: string) {
    super(`The sandbox ended in the middle of a run: ${lastWords}`);
    this.name = 'BoxGone';
    this.outOfMemory = outOfMemory;
  }
}
