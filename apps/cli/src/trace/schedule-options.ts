import { Option, type Command } from 'commander';
import { Refusal } from '#libs/contracts/refusal';
import { Schedule, scheduleStepsMax } from '#libs/contracts/schedule';

/** The most seeds of one search. */
const schedulesMax = 10_000;

/** What `ipclab trace` was told about schedules, as it was typed. */
export interface ScheduleOptions {
  readonly schedule?: string;
  readonly schedules?: string;
  readonly scheduleSteps?: string;
}

/** Seeds to try one after the other, until something goes wrong. */
export interface ScheduleSearch {
  readonly seeds: readonly number[];
  readonly steps: number;
}

/** Adds the options by which a seed decides who runs when. */
export function addScheduleOptions(command: Command): Command {
  return command
    .option('--schedule <seed>', 'let this number decide who runs when, the same way each time')
    .option('--schedules <count>', 'try so many numbers, from --schedule or 1 on, until something goes wrong')
    .addOption(
      new Option(
        '--schedule-steps <steps>',
        `instructions and calls that are made by turns, up to ${scheduleStepsMax}; afterwards all run freely`,
      ).default('300000'),
    );
}

/** Reads them; null when no schedule was asked for. Refuses numbers that are none (`BAD_INPUT`). */
export function scheduleSearchOf(options: ScheduleOptions): ScheduleSearch | null {
  if (options.schedule === undefined && options.schedules === undefined) return null;
  const first = numberOf('--schedule', options.schedule ?? '1', { least: 0, most: Number.MAX_SAFE_INTEGER });
  const count = numberOf('--schedules', options.schedules ?? '1', { least: 1, most: schedulesMax });
  const steps = numberOf('--schedule-steps', options.scheduleSteps ?? '300000', {
    least: 1,
    most: scheduleStepsMax,
  });
  const seeds = Array.from({ length: count }, (_, index) => first + index);
  const bad = seeds.find((seed) => !Schedule.safeParse({ seed }).success);
  if (bad !== undefined) throw new Refusal('BAD_INPUT', `There is no seed ${bad}: it is too large.`);
  return { seeds, steps };
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

function numberOf(name: string, typed: string, { least, most }: Bounds): number {
  const number = Number(typed);
  if (/^\d+$/.test(typed) && number >= least && number <= most) return number;
  throw new Refusal('BAD_INPUT', `${name} takes a whole number from ${least} to ${most}, not "${typed}".`);
}
