import type { Exercise } from '#libs/catalogue/exercise';
import { paint } from '../paint.js';
import type { Proof } from './prove-exercise.js';

/** What `exercise check --json` prints: how many of what, what was broken, and how long gradings of each exercise took (milliseconds). */
export function summarise(exercises: readonly Exercise[], proofs: readonly Proof[], wallMs: number) {
  const broken = proofs.filter((proof) => proof.broken !== null);
  return {
    exercises: exercises.length,
    solutions: exercises.reduce((sum, { solutions }) => sum + solutions.length, 0),
    wrongAnswers: exercises.reduce((sum, { wrongAnswers }) => sum + wrongAnswers.length, 0),
    cheats: exercises.reduce((sum, { loadedCheats }) => sum + loadedCheats.length, 0),
    gradings: proofs.length,
    runs: proofs.reduce((sum, { runs }) => sum + runs, 0),
    flakes: countFlakes(proofs),
    passed: proofs.length - broken.length,
    failed: broken.length,
    wallMs,
    times: exercises.map(({ slug }) => timesOf(slug, proofs)),
    broken,
  };
}

function timesOf(slug: string, proofs: readonly Proof[]) {
  const sorted = proofs.filter(({ exercise }) => exercise === slug).sort((a, b) => a.ms - b.ms);
  const slowest = sorted.at(-1);
  return {
    exercise: slug,
    gradings: sorted.length,
    medianMs: sorted[Math.floor(sorted.length / 2)]?.ms ?? null,
    worstMs: slowest?.ms ?? null,
    slowest: slowest?.answer ?? null,
  };
}

// A flake is an answer whose promise was kept with one seed and broken with another.
function countFlakes(proofs: readonly Proof[]): number {
  const outcomes = new Map<string, Set<boolean>>();
  for (const proof of proofs) {
    const key = `${proof.exercise} ${proof.answer}`;
    outcomes.set(key, (outcomes.get(key) ?? new Set()).add(proof.broken === null));
  }
  return [...outcomes.values()].filter((seen) => seen.size > 1).length;
}

/** What `exercise check` prints for people: a line an answer, by name, then the sums. */
export function tell(proofs: readonly Proof[], wallMs: number): string {
  const sorted = [...proofs].sort((a, b) =>
    `${a.exercise} ${a.answer}`.localeCompare(`${b.exercise} ${b.answer}`),
  );
  const rows = sorted.map((proof) => {
    const mark = proof.broken === null ? paint('green', '✓') : paint('red', '✗');
    const line = `${mark} ${proof.exercise}  ${proof.answer.padEnd(36)} ${String(proof.points).padStart(3)} points ${String(proof.ms).padStart(6)} ms`;
    return proof.broken === null
      ? line
      : `${line}  (seed ${proof.seed})\n    ${paint('yellow', proof.broken)}`;
  });
  const broken = proofs.filter((proof) => proof.broken !== null).length;
  const runs = proofs.reduce((sum, proof) => sum + proof.runs, 0);
  const end = `${proofs.length} gradings of ${runs} runs in ${(wallMs / 1000).toFixed(1)} s, ${countFlakes(proofs)} flakes`;
  return `${[...rows, end, `${proofs.length - broken} passed, ${broken} failed`].join('\n')}\n`;
}
