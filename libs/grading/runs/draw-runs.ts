import type { Trace } from '#libs/contracts/trace';
import { givingWay } from '#libs/trace/give-way';
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
export async function drawRuns(
  runs: readonly CaseRun[],
  culprits: ReadonlyMap<string, readonly string[]>,
): Promise<RunPicture[]> {
  const pictures: RunPicture[] = [];
  const turn = givingWay();
  for (const seen of runs) {
    if (seen.history === null) continue;
    await turn();
    const leftovers = seen.run.remnants.map(({ kind, name }) => ({ kind, name, owner: null }));
    const trace = { ...toTrace(seen.history), leftovers };
    const mark = culprits.get(seen.id) ?? [];
    const svg = drawSvg(trace, { title: titleOf(seen), mark });
    await turn();
    const text = writeText(trace, 'en', { mark });
    pictures.push({ run: seen.id, name: `${seen.id}.svg`, svg, text, trace: shortened(trace) });
  }
  return pictures;
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
