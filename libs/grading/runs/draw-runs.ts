import { drawSvg } from '#libs/pictures/draw-svg';
import { writeText } from '#libs/pictures/write-text';
import { toTrace } from '#libs/trace/to-trace';
import type { CaseRun } from './case-run.js';
import type { RunPicture } from '../task.js';

/** Draws each run that was traced. */
export function drawRuns(runs: readonly CaseRun[]): RunPicture[] {
  return runs.flatMap((seen) => {
    if (seen.history === null) return [];
    const trace = toTrace(seen.history);
    return [
      {
        run: seen.id,
        name: `${seen.id}.svg`,
        svg: drawSvg(trace, { title: seen.case.title.en }),
        text: writeText(trace, 'en'),
        trace,
      },
    ];
  });
}
