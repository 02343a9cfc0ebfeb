import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAnswers, type Answer } from './answers.js';
import { Launched } from './launched.js';
import { killFrame, startFrame, type LaunchRequest } from './requests.js';

const greetingBytes = 5;
/** The longest path of a Unix domain socket, see unix(7), without the name in our folder. */
const folderBytesMax = 90;
/** How long a process may take from its fork until it has connected. */
const connectMs = 20_000;
/** After so many the numbers begin again; no process lives that long. */
const idsMax = 0xffff_fff0;
const { SIGKILL } = constants.signals;

/**
 * Starts processes from a small process of its own, `sandbox-images/launcher`: forking copies the page tables of the process that
 * forks and holds its only thread, which takes a grader of 200 MiB some 10 ms each time, and the launcher a fraction of one.
 */
export class Launcher {
  readonly #program: string;
  readonly #server: Server;
  readonly #folder: string;
  readonly #path: string;
  readonly #started = new Map<number, Launched>();
  #process: ChildProcess | null = null;
  #last = 0;
  #closed = false;

  private constructor(program: string, folder: string) {
    this.#program = program;
    this.#folder = folder;
    this.#path = join(folder, 'launcher');
    this.#server = createServer((connection) => this.#welcome(connection));
  }

  /**
   * Starts the launcher that was built at `program`. It dies with this process. Should it die alone, whatever it had started dies
   * with it, and the next start begins with another.
   */
  static async open(program: string): Promise<Launcher> {
    const temporary = Buffer.byteLength(tmpdir()) > folderBytesMax - 24 ? '/tmp' : tmpdir();
    // Only this user may enter the folder, so nobody else can connect.
    const launcher = new Launcher(program, await mkdtemp(join(temporary, 'ipclab-launcher-')));
    try {
      await once(launcher.#spawn(), 'spawn');
      launcher.#server.listen(launcher.#path);
      await once(launcher.#server, 'listening');
      return launcher;
    } catch (cause) {
      await launcher.close();
      throw cause;
    }
  }

  /** Starts a process; resolves once it has connected or ended. Whether it could become what was asked, its end and words tell. */
  async start(request: LaunchRequest): Promise<Launched> {
    if (this.#closed) throw new Error('The launcher has ended.');
    const { stdin } = this.#process ?? this.#spawn();
    this.#last = (this.#last + 1) % idsMax;
    const id = this.#last;
    const launched = new Launched({
      wantsChannel: request.extra.kind === 'channel',
      kill: () => stdin?.write(killFrame(id)),
    });
    this.#started.set(id, launched);
    stdin?.write(startFrame(id, this.#path, request));
    try {
      await launched.ready(connectMs);
    } finally {
      // One that has ended may still have a connection that waits to be accepted.
      if (!launched.hasEnded) void launched.ended().then(() => this.#started.delete(id));
      else setTimeout(() => this.#started.delete(id), connectMs).unref();
    }
    return launched;
  }

  /** Ends the launcher and with it whatever it has started. */
  async close(): Promise<void> {
    this.#closed = true;
    const running = this.#process;
    const ended = running === null ? null : once(running, 'close');
    running?.stdin?.destroy();
    await ended;
    this.#server.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #spawn(): ChildProcess {
    // A session of its own: a terminal's Ctrl-C is for us, who then end everything in order.
    const child = spawn(this.#program, [], { stdio: ['pipe', 'pipe', 'inherit'], env: {}, detached: true });
    let rest: Buffer = Buffer.alloc(0);
    child.stdin?.on('error', () => {});
    child.stdout?.on('data', (data: Buffer) => {
      rest = readAnswers(Buffer.concat([rest, data]), (answer) => this.#hear(answer));
    });
    child.once('error', () => this.#lose(child));
    child.once('close', () => this.#lose(child));
    this.#process = child;
    return child;
  }

  #welcome(connection: Socket): void {
    connection.on('error', () => {});
    const greet = (): void => {
      const greeting: unknown = connection.read(greetingBytes);
      if (!Buffer.isBuffer(greeting)) return;
      connection.off('readable', greet);
      const launched = this.#started.get(greeting.readUInt32LE(0));
      if (launched === undefined) connection.destroy();
      else launched.adopt(greeting.readUInt8(4), connection);
    };
    connection.on('readable', greet);
  }

  #hear({ kind, id, value }: Answer): void {
    const launched = this.#started.get(id);
    if (kind === 'started') launched?.begin(value);
    else launched?.end(value);
  }

  #lose(child: ChildProcess): void {
    if (this.#process !== child) return;
    this.#process = null;
    for (const launched of this.#started.values()) if (!launched.hasEnded) launched.end(SIGKILL);
    this.#started.clear();
  }
}
