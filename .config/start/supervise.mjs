import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root, splitLines } from '../setup/run-command.mjs';
import { writeLogLine } from './log-line.mjs';

/** Time a service gets to end by itself before it is killed, in milliseconds. */
const graceMs = 15_000;
/** First and longest pause before a service that died is started again, in milliseconds. */
const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A service that lived so long was well, and its next pause is short again, in milliseconds. */
const wellAfterMs = 60_000;

/** How much of its heap V8 keeps for young objects, in MiB: services make few at a time, and its own choice is up to 16. */
const youngMiB = 4;

/**
 * Keeps a service running: hands its lines on, says when it dies, and starts it again after a pause that doubles.
 * The service dies with us, also when we are killed.
 */
export class Supervised {
  #child = null;
  #stopping = false;
  #pauseMs = firstPauseMs;
  #timer = null;

  constructor({ name, script, environment, watch }) {
    this.name = name;
    // One arena of malloc for each thread of a mostly idle process keeps tens of megabytes for nothing; see mallopt(3).
    this.environment = { MALLOC_ARENA_MAX: '2', ...environment };
    // Source maps cost some 30 MB a process; who edits sources wants them, who runs the system does not.
    const forEditing = watch ? ['--enable-source-maps', '--watch', '--watch-preserve-output'] : [];
    this.words = [`--max-semi-space-size=${youngMiB}`, ...forEditing, script];
  }

  /** Starts the service, for the first time or after a crash. */
  start() {
    const startedAt = Date.now();
    const command = ['--pdeathsig', 'TERM', process.execPath, ...this.words];
    // A group of its own: Ctrl-C in the terminal reaches only us, and we end the services in their order.
    const child = spawn('setpriv', command, {
      cwd: root,
      env: this.environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      splitLines(stream, (line) => writeLogLine(this.name, line));
    }
    child.once('error', (error) => writeLogLine(this.name, `could not be started: ${error.message}`));
    child.once('close', (code, signal) => this.#ended({ code, signal, livedMs: Date.now() - startedAt }));
  }

  #ended({ code, signal, livedMs }) {
    this.#child = null;
    if (this.#stopping) return;
    if (livedMs > wellAfterMs) this.#pauseMs = firstPauseMs;
    const how = signal ? `was killed by ${signal}` : `ended with status ${code}`;
    writeLogLine('ipclab', `The ${this.name} ${how}; starting it again in ${this.#pauseMs / 1000} s.`);
    this.#timer = setTimeout(() => this.start(), this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
  }

  /** Asks the service to end, and ends it when it does not. */
  async stop() {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (!child) return;
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    const killer = setTimeout(() => {
      writeLogLine('ipclab', `The ${this.name} did not end within ${graceMs / 1000} s and is killed.`);
      child.kill('SIGKILL');
    }, graceMs);
    await closed;
    clearTimeout(killer);
  }
}
