import type { Command } from 'commander';
import { Refusal } from '#libs/contracts/refusal';
import { SnapshotRequest, SnapshotRequests, Watch, Watches } from '#libs/contracts/watch';

/** Words of shared memory to watch and pieces to copy, as `ipclab trace` was asked for them. */
export interface Watched {
  readonly watches: readonly Watch[];
  readonly snapshots: readonly SnapshotRequest[];
}

/** What `ipclab trace` was told to look at, as it was typed. */
export interface WatchOptions {
  readonly watch: readonly string[];
  readonly snapshot: readonly string[];
}

/** Adds the options that say what of shared memory to look at. */
export function addWatchOptions(command: Command): Command {
  return command
    .option(
      '--watch <word>',
      'tell who stores to a word of shared memory: OBJECT:OFFSET:BYTES, and with :loads behind it also who loads it',
      collect,
      [],
    )
    .option(
      '--snapshot <piece>',
      'copy a piece of shared memory, OBJECT:OFFSET:BYTES, each time that it has changed (may be repeated)',
      collect,
      [],
    )
    .addHelpText(
      'after',
      `
OBJECT of --watch and --snapshot is a path as the kernel knows it (/dev/shm/NAME for shm_open, /box/FILE for a file in the sandbox,
/memfd:NAME), "anonymous" for the first memory without a name that is shared, or "system-v" for the first segment that is attached. A
processor has registers for four words; one whose loads are told too takes two. A value that is not certain, because two processes were
at the word at once, has a question mark; with --schedule every value is certain. Without the sandbox this is for one command.`,
    );
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

const place = /^(?<object>.+):(?<offset>\d+):(?<bytes>\d+)(?<loads>:loads)?$/;

/** Reads `OBJECT:OFFSET:BYTES[:loads]` and `OBJECT:OFFSET:BYTES`; refuses what makes no sense, or no processor can do (`BAD_INPUT`). */
export function readWatched({ watch, snapshot }: WatchOptions): Watched {
  const watches = watch.map((text) => {
    const { object, offset, bytes, loads } = partsOf(
      '--watch',
      text,
      'OBJECT:OFFSET:BYTES or OBJECT:OFFSET:BYTES:loads',
    );
    return accepted('--watch', text, Watch.safeParse({ object, offset, bytes, loads }));
  });
  const snapshots = snapshot.map((text) => {
    const { object, offset, bytes, loads } = partsOf('--snapshot', text, 'OBJECT:OFFSET:BYTES');
    if (loads)
      throw new Refusal('BAD_INPUT', '--snapshot copies what is there; only --watch can tell loads.');
    return accepted('--snapshot', text, SnapshotRequest.safeParse({ object, offset, bytes }));
  });
  return {
    watches: accepted('--watch', watch.join(' '), Watches.safeParse(watches)),
    snapshots: accepted('--snapshot', snapshot.join(' '), SnapshotRequests.safeParse(snapshots)),
  };
}

function partsOf(option: string, text: string, form: string) {
  const { object, offset, bytes, loads } = place.exec(text)?.groups ?? {};
  if (object === undefined)
    throw new Refusal('BAD_INPUT', `${option} takes ${form}, such as /dev/shm/board:16:8, not "${text}".`);
  return { object, offset: Number(offset), bytes: Number(bytes), loads: loads !== undefined };
}

type Parsed<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: { readonly issues: readonly { readonly message: string }[] } };

function accepted<T>(option: string, text: string, parsed: Parsed<T>): T {
  if (parsed.success) return parsed.data;
  throw new Refusal(
    'BAD_INPUT',
    `${option} ${text}: ${parsed.error.issues[0]?.message ?? 'it makes no sense.'}`,
  );
}
