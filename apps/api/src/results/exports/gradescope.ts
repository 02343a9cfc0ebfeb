import type { Report } from '#libs/contracts/report';
import { saysIn, type ReadLanguage } from './read-language.js';

/**
 * Writes a report as the `results.json` of a Gradescope autograder (https://gradescope-autograders.readthedocs.io/en/latest/specs/):
 * times are seconds. Hidden checks are not in it, so everything in it may be shown.
 */
export function toGradescope(report: Report, language: ReadLanguage) {
  const { compiler, outcome } = report;
  const output =
    outcome === 'did-not-compile' ? `The program did not compile.\n${compiler.says}` : compiler.says;
  return {
    score: report.points,
    execution_time: Math.round(report.timing.totalMs / 10) / 100,
    output,
    output_format: 'text',
    visibility: 'visible',
    stdout_visibility: 'hidden',
    extra_data: { exercise: report.exercise, exerciseHash: report.exerciseHash, seed: report.seed },
    tests: report.checks.map((check, place) => ({
      number: String(place + 1),
      name: check.name,
      name_format: 'text',
      score: check.points,
      max_score: check.maxPoints,
      status: check.passed ? 'passed' : 'failed',
      output: saysIn(check, language),
      output_format: 'text',
      tags: [check.group],
      visibility: 'visible',
    })),
  };
}
