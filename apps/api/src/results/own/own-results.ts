import { dueFor, type Allowance } from '#libs/courses/own-times';
import type { GradebookCell } from '#libs/database/results-gradebook.store';
import type { ResultsColumn } from '#libs/database/results-tallies.store';
import { mostPoints } from '../results-scope.js';
import { showColumn } from '../results.model.js';
import type { OwnCellModel, OwnResultsModel } from './own-results.model.js';

/** What one student's results are made of; `allowances` are the extensions, by assignment. */
export interface OwnParts {
  readonly columns: readonly ResultsColumn[];
  readonly cells: readonly GradebookCell[];
  readonly allowances: ReadonlyMap<string, Allowance>;
  readonly now: Date;
}

/** What a student sees of their own results: nothing that would tell how hidden checks went before they are due. */
export function ownResults({ columns, cells, allowances, now }: OwnParts): OwnResultsModel {
  const found = new Map(cells.map((cell) => [cell.assignmentId, cell]));
  const rows = columns
    .filter((column) => column.releaseAt <= now || found.has(column.id))
    .map((column) => {
      const cell = found.get(column.id) ?? null;
      const dueAt = dueFor(column, allowances.get(column.id) ?? null);
      return { column, cell: ownCell({ column, cell, dueAt, now }) };
    });
  const open = rows.filter(({ cell }) => cell.hiddenUntil === null);
  const points = open.reduce((sum, { column, cell }) => sum + column.weight * (cell.counts ?? 0), 0);
  const maxPoints = mostPoints(open.map(({ column }) => column));
  const total = maxPoints > 0 ? Math.min(1, points / maxPoints) : null;
  return { total, points, maxPoints, cells: rows.map(({ cell }) => cell) };
}

function ownCell(of: {
  readonly column: ResultsColumn;
  readonly cell: GradebookCell | null;
  readonly dueAt: Date;
  readonly now: Date;
}): OwnCellModel {
  const { column, cell, dueAt, now } = of;
  const isHidden = column.hiddenGroups.length > 0 && now < dueAt;
  return {
    assignment: showColumn(column),
    dueAt,
    hiddenUntil: isHidden ? dueAt : null,
    counts: isHidden ? null : (cell?.counts ?? null),
    isAdjusted: (cell?.adjusted ?? null) !== null,
    adjustedReason: cell?.adjustedReason ?? null,
    attempts: cell?.attempts ?? 0,
    lateAttempts: cell?.lateAttempts ?? 0,
    lastAt: cell?.lastAt ?? null,
    passedAt: isHidden ? null : (cell?.passedAt ?? null),
  };
}
