import type { Fragment, Region } from '@dodona/dolos-core';
import { similarityLimits, type AlikePair, type SimilarityFragment } from '#libs/contracts/similarity';
import type { Entrant } from './compare.js';
import type { LineMap, Lines } from './line-map.js';
import type { Candidate } from './most-alike.js';

/** A pair with the lines that it has in common: the longest fragments, in the order of the left program. */
export function showPair(entrants: readonly Entrant[], candidate: Candidate): AlikePair {
  const [left, right] = [entrants[candidate.left], entrants[candidate.right]];
  if (left === undefined || right === undefined) throw new Error('A pair is of two programs.');
  const { longest, fragments } = left.fingerprints.pair(left.file, right.file);
  const shown = fragments
    .sort((one, other) => other.pairs.length - one.pairs.length)
    .slice(0, similarityLimits.fragments)
    .sort((one, other) => one.leftkgrams.from - other.leftkgrams.from)
    .map((fragment) => showFragment(fragment, left.lines, right.lines));
  return {
    leftId: left.program.id,
    rightId: right.program.id,
    similarity: Math.min(1, candidate.similarity),
    overlap: candidate.overlap,
    longest,
    fragments: shown,
  };
}

function showFragment(fragment: Fragment, left: LineMap, right: LineMap): SimilarityFragment {
  return {
    left: linesOf(left, fragment.leftSelection),
    right: linesOf(right, fragment.rightSelection),
    fingerprints: fragment.pairs.length,
  };
}

/** What ends before the first column of a row ends with the row before. */
function linesOf(map: LineMap, { startRow, endRow, endCol }: Region): Lines {
  return map.linesOf({ startRow, endRow: endCol === 0 && endRow > startRow ? endRow - 1 : endRow });
}
