import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyMechanisms, readCarry } from './carry.mjs';
import { startSystem } from './services/start-system.mjs';

/** Settings of the person at the keyboard would change what is measured; where tools and images lie would not. */
const kept = ['PATH', 'XDG_CACHE_HOME', 'LANG'];

/** One run of the bench: a temporary folder, and what several measurements share, made when the first one asks. */
export class Sitting {
  #ending = [];
  #system = null;

  constructor({ folder, rounds, signal, say }) {
    this.folder = folder;
    this.rounds = rounds;
    this.signal = signal;
    this.say = say;
    const values = kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
    this.environment = { HOME: homedir(), ...Object.fromEntries(values) };
  }

  static async open(options) {
    const sitting = new Sitting({ ...options, folder: await mkdtemp(join(tmpdir(), 'ipclab-bench-')) });
    sitting.carry = await readCarry();
    return sitting;
  }

  /** Has something ended with the sitting, the last begun first. */
  atEnd(end) {
    this.#ending.push(end);
  }

  /** Database, api and grader as `npm start` runs them, started once: see `startSystem`. */
  system() {
    this.#system ??= this.#startSystem();
    return this.#system;
  }

  async #startSystem() {
    const mechanisms = join(this.folder, 'mechanisms');
    await copyMechanisms(mechanisms);
    const system = await startSystem(this, { data: join(this.folder, 'data'), mechanisms });
    this.atEnd(() => system.stop());
    return system;
  }

  async close() {
    try {
      for (const end of this.#ending.toReversed()) await end();
    } finally {
      await rm(this.folder, { recursive: true, force: true });
    }
  }
}
