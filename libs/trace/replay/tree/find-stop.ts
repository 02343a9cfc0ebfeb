import { decodeNumber } from '../../strace/decode.js';
import type { Death, Moment, TraceLog } from '../../strace/trace-event.js';
import type { Tree } from './grow-tree.js';

/** The harness ends a run by killing all that is left at once; deaths further apart than this are not one kill. */
const burstMs = 500;

/**
 * The moment at which the harness began to kill everything that was left; at line Infinity when the programs ended by
 * themselves. What is printed after it (end-of-file in a reader whose writer died a moment sooner) is the harness's doing and
 * is not part of the story; who was alive then is still running when the story ends.
 */
export function findStop(log: TraceLog, tree: Tree): Moment {
  const killers = pidsKilledByPrograms(log);
  const deaths = leaderDeaths(log, tree);
  const isFromOutside = (death: Death): boolean =>
    'signal' in death.exit &&
    death.exit.signal === 'SIGKILL' &&
    !killers.has(0) &&
    !killers.has(pidOf(tree, death));
  for (const [index, death] of deaths.entries()) {
    const inBurst = log.end.ms - death.at.ms <= burstMs && isFromOutside(death);
    if (inBurst && deaths.slice(index).every(isFromOutside)) return death.at;
  }
  return { position: Infinity, ms: log.end.ms };
}

function leaderDeaths(log: TraceLog, tree: Tree): readonly Death[] {
  return log.deaths.filter((death) => tree.lifeOfTask[death.task.index]?.leader === death.task);
}

function pidOf(tree: Tree, death: Death): number {
  return tree.lifeOfTask[death.task.index]?.pid ?? -1;
}

/** 0 stands for "anybody": a group or everybody was sent SIGKILL. */
function pidsKilledByPrograms(log: TraceLog): Set<number> {
  const pids = new Set<number>();
  for (const { name, args } of log.milestones)
    if (/^(?:t|tg)?kill$/.test(name) && args.at(-1) === 'SIGKILL')
      pids.add(Math.max(0, decodeNumber(args[0]) ?? 0));
  return pids;
}
