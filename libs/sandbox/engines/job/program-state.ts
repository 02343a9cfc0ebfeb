import type { Program, ProgramEnd } from '../../sandbox.js';

/** What is known of one program while it runs. */
export interface ProgramState {
  pid: number;
  /** Inodes of the pipes on descriptors 0, 1 and 2; 0 where there is none. */
  pipes: readonly number[];
  /** Whether it was let go, or goes with the others. */
  isStarted: boolean;
  end: ProgramEnd | null;
  wallMs: number;
  inputOpen: boolean;
  inputSent: number;
  inputTaken: number;
  outputOpen: boolean;
  /** All of a held output may be read by now. */
  isReadFreely: boolean;
  errorOpen: boolean;
  /** How far standard output has been searched by steps that look for what comes next. */
  foundBytes: number;
  readonly output: Kept;
  readonly errors: Kept;
}

/** Bytes kept of a stream; `seen` and `newlines` count also what was not kept. */
export class Kept {
  readonly #pieces: Uint8Array[] = [];
  seen = 0;
  newlines = 0;

  /** Keeps at most `room` bytes more. */
  add(bytes: Uint8Array, room: number): void {
    this.seen += bytes.length;
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) this.newlines += 1;
    if (room > 0) this.#pieces.push(bytes.subarray(0, room));
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.#pieces);
  }
}

export function newProgramState({ starts, stdin, reading }: Program): ProgramState {
  return {
    pid: 0,
    pipes: [],
    isStarted: starts !== 'by-step',
    end: null,
    wallMs: 0,
    inputOpen: true,
    inputSent: 0,
    inputTaken: 0,
    outputOpen: true,
    isReadFreely: reading === 'free',
    foundBytes: 0,
    // What goes to a terminal comes out of it in one stream.
    errorOpen: stdin !== 'terminal',
    output: new Kept(),
    errors: new Kept(),
  };
}
