import type { Schedule } from '#libs/contracts/schedule';
import type { Run } from '#libs/sandbox/sandbox';
import type { ScheduleSearch } from './schedule-options.js';

/** What came of a search: the run of the last seed, and what is to be said of all of them. */
export interface Searched {
  readonly run: Run;
  readonly says: string;
}

/** Runs with one seed after the other until a run goes wrong; the last one is what is shown. */
export async function searchSchedules(
  { seeds, steps }: ScheduleSearch,
  play: (schedule: Schedule, place: string) => Promise<Run>,
): Promise<Searched> {
  let last: Run | null = null;
  let [ended, stopped] = [0, 0];
  for (const [index, seed] of seeds.entries()) {
    last = await play({ seed, steps }, `${index + 1} of ${seeds.length}`);
    const wrong = whatWentWrong(last);
    if (wrong !== null)
      return {
        run: last,
        says: `With seed ${seed}, number ${index + 1} of ${seeds.length}: ${wrong}. The same again: --schedule ${seed}`,
      };
    if (last.ended === 'interrupted') break;
    if (last.ended === 'programs-ended') ended += 1;
    else stopped += 1;
  }
  if (last === null) throw new Error('There was no seed to try.');
  const doubt =
    stopped === 0 ? '' : ` With ${stopped} the programs were stopped before they ended, which says nothing.`;
  return { run: last, says: `Nothing went wrong with ${ended} of ${seeds.length} seeds.${doubt}` };
}

// A time-out of a run that goes instruction by instruction is nobody's fault.
function whatWentWrong({ ended, programs }: Run): string | null {
  if (ended === 'deadlock') return 'a deadlock, everybody sleeps for ever';
  if (ended === 'livelock') return 'somebody goes round in circles for ever';
  if (ended !== 'programs-ended') return null;
  for (const { name, end } of programs) {
    if (end.kind === 'exited' && end.code !== 0) return `${name} ended with status ${end.code}`;
    if (end.kind === 'killed') return `${name} was killed by signal ${end.signal}`;
  }
  return null;
}
