import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Refusal } from '#libs/contracts/refusal';
import type { DrawOptions } from '#libs/pictures/draw-svg';
import { toTrace } from '#libs/trace/to-trace';
import { endWith, exitStatus } from '../exit-status.js';
import { formats, type FormatName } from './formats.js';
import { addScheduleOptions, scheduleSearchOf, type ScheduleOptions } from './schedule-options.js';
import { splitCommand } from './split-command.js';
import { traceInSandbox } from './trace-in-sandbox.js';
import { traceOnHost } from './trace-on-host.js';
import type { Traced } from './traced.js';
import { addWatchOptions, readWatched, type WatchOptions } from './watched-words.js';
import { addViewOptions, drawOptionsOf, type ViewOptions } from './view-options.js';

interface TraceOptions extends ViewOptions, ScheduleOptions, WatchOptions {
  readonly out?: string;
  readonly format?: string;
  readonly sandbox: boolean;
  readonly start: readonly string[];
  readonly seconds: string;
  readonly linger: string;
}

const secondsMax = 3600;

const names = Object.keys(formats).join(', ');

/** Adds `ipclab trace`: runs any command, and draws what its processes did. */
export function addTrace(program: Command): void {
  const command = program
    .command('trace')
    .description('run a command and draw what its processes did')
    .argument('<command...>', 'the command and its arguments, behind --')
    .option('--out <dir>', 'write trace.svg and the like there; without it one format is printed')
    .option('--format <formats>', `one or several of ${names}, with commas between`)
    .option('--start <command>', 'a further command, run beside the first (may be repeated)', collect, [])
    .option('--no-sandbox', 'run it on this machine as it is, for programs of your own')
    .option('--seconds <seconds>', 'stop it after so many seconds', '60')
    .option(
      '--linger <seconds>',
      'without the sandbox: how long the others may run on when the command has ended',
      '2',
    );
  addViewOptions(addWatchOptions(addScheduleOptions(command)))
    .addHelpText(
      'after',
      `
In the sandbox the files and folders that the command names are copied to the same relative path (hidden ones and links are not; 1000
files, 32 MiB in all), and standard input is passed on (32 MiB, read to its end first; --no-sandbox passes it on as it comes).
Without --out the command's own output goes to standard error, so that standard output holds the trace alone.
Without the sandbox, further commands and what the command left running may go on for --linger seconds when it has ended; then they
get SIGTERM, and SIGKILL when that does not help. Ctrl-C goes to the programs: what they did until then is drawn. Without the sandbox a
second one kills; in the sandbox those are killed that live on for 2 seconds.
With --schedule one task runs at a time; a switch may come at any system call and, where memory is shared, between any two instructions.
A deadlock and a livelock are proven; a run that does not end in time says nothing. All seeds are tried until a command ends with
another status than 0, is killed, or nobody can go on; that run is the one that is drawn.
Exit status: that of the command, 128 + signal when it was killed (130: Ctrl-C), 124 when its time was over, 125 when ipclab itself
failed, 2 when it was asked for what it cannot do: a command that is not there, too much to copy, an option that is none.`,
    )
    .action((command: string[], options: TraceOptions) =>
      endWith(() => trace(command, options), exitStatus.traceFailed),
    );
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function trace(command: readonly string[], options: TraceOptions): Promise<number> {
  const wanted = { formats: chosenFormats(options), view: drawOptionsOf(options), out: options.out };
  const request = {
    commands: [command, ...options.start.map(splitCommand)],
    wallMs: secondsOf('--seconds', options.seconds) * 1000,
    lingerMs: secondsOf('--linger', options.linger) * 1000,
    schedules: schedulesOf(options),
    watched: readWatched(options),
    output: options.out === undefined ? process.stderr : process.stdout,
  };
  const traced = await (options.sandbox ? traceInSandbox(request) : traceOnHost(request));
  await show(traced, wanted);
  return traced.exitCode;
}

function schedulesOf(options: TraceOptions): ReturnType<typeof scheduleSearchOf> {
  const search = scheduleSearchOf(options);
  if (search !== null && !options.sandbox)
    throw new Refusal('BAD_INPUT', 'Schedules are for the sandbox: leave out --no-sandbox.');
  return search;
}

function secondsOf(name: string, typed: string): number {
  const seconds = Number(typed);
  if (seconds > 0 && seconds <= secondsMax) return seconds;
  throw new Refusal('BAD_INPUT', `${name} takes a number above 0 and up to ${secondsMax}.`);
}

function chosenFormats(options: TraceOptions): FormatName[] {
  const listed = (options.format ?? (options.out === undefined ? 'text' : 'svg,json,text')).split(',');
  const known = listed.map((name) => {
    const found = Object.keys(formats).find((one): one is FormatName => one === name);
    if (!found) throw new Refusal('BAD_INPUT', `There is no format "${name}"; there are ${names}.`);
    return found;
  });
  if (options.out === undefined && known.length > 1)
    throw new Refusal('BAD_INPUT', 'Several formats need --out DIR to go to.');
  return known;
}

interface Wanted {
  readonly formats: readonly FormatName[];
  readonly view: DrawOptions;
  readonly out: string | undefined;
}

async function show(traced: Traced, { formats: names, view, out }: Wanted): Promise<void> {
  const trace = toTrace(traced.history);
  if (out !== undefined) await mkdir(out, { recursive: true });
  for (const name of names) {
    const { ending, write } = formats[name];
    const text = write(trace, view);
    if (out === undefined) process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    else await writeFile(join(out, `trace.${ending}`), text);
  }
  for (const warning of trace.warnings) process.stderr.write(`ipclab trace: ${warning}\n`);
}
