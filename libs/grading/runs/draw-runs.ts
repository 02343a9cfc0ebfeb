import type { Trace } from '#libs/contracts/trace';
import { drawSvg } from '#libs/pictures/draw-svg';
import { writeText } from '#libs/pictures/write-text';
import { toTrace } from '#libs/trace/to-trace';
import { keptTransfers } from '../limits.js';
import type { RunPicture } from '../task.js';
import type { CaseRun } from './case-run.js';

/**
 * Draws each run that was traced, with what it left behind in its namespaces. `culprits` are for each run the ids of what a failed
 * check is about: the picture points at it.
 */
export function drawRuns(
  runs: readonly CaseRun[],
  culprits: ReadonlyMap<string, readonly string[]>,
): RunPicture[] {
  return runs.flatMap((seen) => {
    if (seen.history === null) return [];
    const leftovers = seen.run.remnants.map(({ kind, name }) => ({ kind, name, owner: null }));
    const trace = { ...toTrace(seen.history), leftovers };
    const mark = culprits.get(seen.id) ?? [];
    const picture = {
      run: seen.id,
      name: `${seen.id}.svg`,
      svg: drawSvg(trace, { title: titleOf(seen), mark }),
      text: writeText(trace, 'en', { mark }),
    };
    return [{ ...picture, trace: shortened(trace) }];
  });
}

/** In both languages of a report, for one picture serves all who read it. */
function titleOf({ case: { title } }: CaseRun): string {
  return title.en === title.zh ? title.en : `${title.en} · ${title.zh}`;
}

// The picture folds what repeats; the kept trace is cut, and says so.
function shortened(trace: Trace): Trace {
  const left = trace.transfers.length - keptTransfers;
  const warning = `${left} further transfers were seen and are not kept here.`;
  return {
    ...trace,
    transfers: trace.transfers.slice(0, keptTransfers),
    descriptors: trace.descriptors.slice(0, keptTransfers),
    mappings: trace.mappings.slice(0, keptTransfers),
    pauses: trace.pauses.slice(0, keptTransfers),
    mishaps: trace.mishaps.slice(0, keptTransfers),
    warnings: left > 0 ? [...trace.warnings, warning] : trace.warnings,
  };
}
