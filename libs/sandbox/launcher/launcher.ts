import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
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

/**
 * Starts processes from a small process of its own, `sandbox-images/launcher`: forking copies the page tables of the process that
 * forks and holds its only thread, which takes a grader of 200 MiB some 10 ms each time, and the launcher a fraction of one.
 */
export class Launcher {
  readonly #process: ChildProcess;
  readonly #server: Server;
  readonly #folder: string;
  readonly #path: string;
  readonly #started = new Map<number, Launched>();
  #last = 0;
  #rest: Buffer = Buffer.alloc(0);
  #gone = false;

  private constructor(program: string, folder: string) {
    this.#folder = folder;
    this.#path = join(folder, 'launcher');
    this.#server = createServer((connection) => this.#welcome(connection));
    // A session of its own: a terminal's Ctrl-C is for us, who then end everything in order.
    this.#process = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'], env: {}, detached: true });
    this.#process.stdin?.on('error', () => {});
    this.#process.stdout?.on('data', (data: Buffer) => {
      this.#rest = readAnswers(Buffer.concat([this.#rest, data]), (answer) => this.#hear(answer));
    });
    this.#process.once('close', () => this.#lost());
  }

  /** Starts the launcher that was built at `program`. It dies with this process. */
  static async open(program: string): Promise<Launcher> {
    const temporary = Buffer.byteLength(tmpdir()) > folderBytesMax - 24 ? '/tmp' : tmpdir();
    // Only this user may enter the folder, so nobody else can connect.
    const launcher = new Launcher(program, await mkdtemp(join(temporary, 'ipclab-launcher-')));
    try {
      await once(launcher.#process, 'spawn');
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
    if (this.#gone) throw new Error('The launcher has ended.');
    this.#last = (this.#last + 1) % idsMax;
    const id = this.#last;
    const launched = new Launched({
      wantsChannel: request.extra.kind === 'channel',
      kill: () => this.#process.stdin?.write(killFrame(id)),
    });
    this.#started.set(id, launched);
    this.#process.stdin?.write(startFrame(id, this.#path, request));
    await launched.ready(connectMs);
    // One that has ended may still have a connection that waits to be accepted.
    if (!launched.hasEnded) void launched.ended().then(() => this.#started.delete(id));
    else setTimeout(() => this.#started.delete(id), connectMs).unref();
    return launched;
  }

  /** Ends the launcher and with it whatever it has started. */
  async close(): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    const exit = exitCode === null && signalCode === null ? once(this.#process, 'close') : null;
    this.#process.stdin?.destroy();
    await exit;
    this.#server.close();
    await rm(this.#folder, { recursive: true, force: true });
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
    if (kind === 'started' && value > 0) return;
    launched?.end();
  }

  #lost(): void {
    this.#gone = true;
    for (const launched of this.#started.values()) if (!launched.hasEnded) launched.end();
    this.#started.clear();
  }
}
