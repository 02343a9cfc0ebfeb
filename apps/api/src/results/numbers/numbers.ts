import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { CheckGroup } from '#libs/contracts/report';
import type { ResultsColumn, Tally, TotalsSpread } from '#libs/database/results-tallies.store';
import { groupBy } from '../group-by.js';
import { mechanismOf, showColumn } from '../results.model.js';
import { checksOf } from './check-names.js';
import type {
  AttemptNumbersModel,
  CheckFailuresModel,
  DistributionModel,
  HeatMapCellModel,
  ProgressDayModel,
  TenthModel,
} from './numbers.model.js';
import { spreadOf, tenthsOf, type CountedValue } from './spread.js';

type Tallies = readonly Tally[];

/** How the fractions of one assignment are spread. */
export function distribution(column: ResultsColumn, fractions: Tallies, students: number): DistributionModel {
  const values = fractions.map(valueOf);
  const spread = spreadOf(values);
  const missing = Math.max(0, students - spread.people);
  return { assignment: showColumn(column), ...spread, missing, tenths: showTenths(tenthsOf(values)) };
}

/** How the totals of the class are spread. */
export function totalDistribution(spread: TotalsSpread): DistributionModel {
  const [lowerQuartile = null, median = null, upperQuartile = null] = spread.quartiles ?? [];
  const { people, mean } = spread;
  const tenths = showTenths(spread.tenths.map((tenth) => tenth.people));
  return { assignment: null, people, missing: 0, mean, lowerQuartile, median, upperQuartile, tenths };
}

/** Which checks of an assignment fail; those that everybody passes are told too, where the exercise is offered here. */
export function checkFailures(
  catalogue: Catalogue,
  column: ResultsColumn,
  of: { readonly failing: Tallies; readonly tried: Tallies },
): CheckFailuresModel {
  const tried = countOf(of.tried);
  const counts = new Map(of.failing.map(({ key, count }) => [key, count]));
  const offered = checksOf(catalogue, column.exercise);
  const others = [...counts.keys()].filter((name) => !offered.some((check) => check.name.en === name));
  const named = [...offered, ...others.map((name) => ({ name: { en: name, zh: name }, group: null }))];
  const checks = named.map(({ name, group }) => {
    const failing = counts.get(name.en) ?? 0;
    return { name, group, failing, rate: tried === 0 ? null : failing / tried };
  });
  const sorted = checks.toSorted((one, other) => other.failing - one.failing);
  return { assignment: showColumn(column), tried, checks: sorted };
}

/** How often an assignment is tried until it passes, and how long that takes. */
export function attemptNumbers(
  column: ResultsColumn,
  of: { readonly tried: Tallies; readonly passes: Tallies; readonly seconds: Tallies },
): AttemptNumbersModel {
  const passes = of.passes.map(valueOf).toSorted((one, other) => one.value - other.value);
  const seconds = spreadOf(of.seconds.map(valueOf));
  return {
    assignment: showColumn(column),
    tried: countOf(of.tried),
    passed: countOf(of.passes),
    attempts: Math.round(of.tried.reduce((sum, { amount }) => sum + amount, 0)),
    medianAttemptsToPass: spreadOf(passes).median,
    passesAtAttempt: passes.map(({ value, count }) => ({ attempt: value, people: count })),
    lowerQuartileSecondsToPass: seconds.lowerQuartile,
    medianSecondsToPass: seconds.median,
    upperQuartileSecondsToPass: seconds.upperQuartile,
  };
}

/** What happened on each day, the first day first. */
export function progressDays(handIns: Tallies, passes: Tallies): ProgressDayModel[] {
  const days = [...new Set([...handIns, ...passes].map(({ key }) => key))].toSorted();
  const [handInsOn, passesOn] = [groupBy(handIns, keyOf), groupBy(passes, keyOf)];
  return days.map((day) => ({
    day,
    handIns: countOf(handInsOn.get(day) ?? []),
    firstPasses: countOf(passesOn.get(day) ?? []),
  }));
}

/** Mechanisms, in the order of the course, by groups of checks. */
export function heatMap(
  columns: readonly ResultsColumn[],
  groups: ReadonlyMap<string, Tallies>,
): HeatMapCellModel[] {
  const byMechanism = groupBy(columns, ({ exercise }) => mechanismOf(exercise));
  return [...byMechanism].flatMap(([mechanism, ofIt]) => {
    const tallies = ofIt.flatMap(({ id }) => groups.get(id) ?? []);
    return CheckGroup.options.flatMap((group) => {
      const cells = tallies.filter(({ key }) => key === group);
      const scores = countOf(cells);
      if (scores === 0) return [];
      return [
        {
          mechanism,
          group,
          scores,
          fraction: Math.min(1, cells.reduce((sum, { amount }) => sum + amount, 0) / scores),
        },
      ];
    });
  });
}

function showTenths(people: readonly number[]): TenthModel[] {
  return people.map((count, tenth) => ({ from: tenth / 10, to: (tenth + 1) / 10, people: count }));
}

function valueOf({ key, count }: Tally): CountedValue {
  return { value: Number(key), count };
}

function keyOf({ key }: Tally): string {
  return key;
}

function countOf(tallies: Tallies): number {
  return tallies.reduce((sum, { count }) => sum + count, 0);
}
