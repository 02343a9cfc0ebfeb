import { Option, type Command } from 'commander';
import { Refusal } from '#libs/contracts/refusal';
import type { DrawOptions } from '#libs/pictures/draw-svg';

/** What `ipclab trace` was told about the picture, as it was typed. */
export interface ViewOptions {
  readonly lang: 'en' | 'zh';
  readonly view: 'sequence' | 'graph';
  readonly fromMs?: string;
  readonly toMs?: string;
  readonly threads?: boolean;
  readonly siblings?: boolean;
  readonly allObjects?: boolean;
  readonly mark: readonly string[];
}

/** Adds the options that say what of a trace to show; they hold for the picture and for the text, all other formats are of the whole. */
export function addViewOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--view <view>', 'what happened in order of time, or who is connected by what')
        .choices(['sequence', 'graph'])
        .default('sequence'),
    )
    .option('--from-ms <ms>', 'show only what happened from this time on, in milliseconds since the start')
    .option('--to-ms <ms>', 'show only what happened up to this time')
    .option('--threads', 'show each thread on a line beside its process')
    .option('--siblings', 'show each of many equal processes, where else one would stand for all')
    .option(
      '--all-objects',
      'show each of many files that connect nobody, where else one would stand for all',
    )
    .option(
      '--mark <id>',
      'point at a process or object by its id in the JSON (may be repeated)',
      collect,
      [],
    )
    .addOption(new Option('--lang <lang>', 'language of the text').choices(['en', 'zh']).default('en'));
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** Reads the options of a view; refuses times that are no times. */
export function drawOptionsOf(options: ViewOptions): DrawOptions {
  const fromMs = timeOf('--from-ms', options.fromMs);
  const toMs = timeOf('--to-ms', options.toMs);
  if (fromMs !== null && toMs !== null && fromMs > toMs)
    throw new Refusal('BAD_INPUT', '--from-ms must not be later than --to-ms.');
  return {
    lang: options.lang,
    view: options.view,
    mark: options.mark,
    threads: options.threads ?? false,
    siblings: options.siblings ?? false,
    allObjects: options.allObjects ?? false,
    ...(fromMs === null ? {} : { fromMs }),
    ...(toMs === null ? {} : { toMs }),
  };
}

function timeOf(name: string, typed: string | undefined): number | null {
  if (typed === undefined) return null;
  const ms = Number(typed);
  if (typed.trim() === '' || !Number.isFinite(ms) || ms < 0)
    throw new Refusal('BAD_INPUT', `${name} takes a number of milliseconds, 0 or more.`);
  return ms;
}
