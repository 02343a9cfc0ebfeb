import { cellParts, type GradebookCell, type GradebookLine } from '#libs/database/results-gradebook.store';
import type { ResultsColumn } from '#libs/database/results-tallies.store';
import { mostPoints, type ResultsScope } from '../results-scope.js';
import { groupBy } from '../group-by.js';
import { csvLine } from './csv.js';

/** Rows that are read from the database at a time. */
const pageRows = 500;

/** Excel takes UTF-8 for something else without it. */
const byteOrderMark = '\uFEFF';

interface Grade<Part extends keyof GradebookCell> {
  readonly line: GradebookLine;
  readonly cells: ReadonlyMap<string, Pick<GradebookCell, Part | 'personId' | 'assignmentId'>>;
}

interface Wanted<Part extends keyof GradebookCell> {
  readonly columns: readonly ResultsColumn[];
  /** Of each cell. */
  readonly parts: readonly Part[];
}

const everybody = { sectionId: null, groupId: null, personId: null, text: null, standing: null } as const;

/** The whole gradebook by name, a few pages in memory at a time. */
async function* readGrades<Part extends keyof GradebookCell>(
  scope: ResultsScope,
  { columns, parts }: Wanted<Part>,
): AsyncGenerator<Grade<Part>> {
  const ids = columns.map(({ id }) => id);
  const request = {
    courseId: scope.courseId,
    sort: { by: 'name', descending: false },
    filter: everybody,
    first: pageRows,
  } as const;
  let page = await scope.stores.gradebook.page({ ...request, after: null });
  for (;;) {
    const cells = await scope.stores.gradebook.cells(
      page.items.map(({ personId }) => personId),
      ids,
      parts,
    );
    const byPerson = groupBy(cells, ({ personId }) => personId);
    for (const line of page.items) {
      const own = byPerson.get(line.personId) ?? [];
      yield { line, cells: new Map(own.map((cell) => [cell.assignmentId, cell])) };
    }
    const last = page.items.at(-1);
    if (!page.hasNext || last === undefined) return;
    page = await scope.stores.gradebook.page({ ...request, after: last });
  }
}

/** The gradebook as comma-separated values: a line a student, percent of full marks, empty where nothing was graded. */
export async function* gradesCsv(scope: ResultsScope): AsyncGenerator<string> {
  const columns = await scope.columns();
  const most = mostPoints(columns);
  const titles = columns.map(({ title }) => `${title} (%)`);
  yield (
    byteOrderMark +
    csvLine(['Name', 'Email', 'Section', 'Group', ...titles, 'Points', 'Most points', 'Total (%)'])
  );
  for await (const { line, cells } of readGrades(scope, { columns, parts: ['counts'] })) {
    const { name, email, section, group, points } = line;
    const counts = columns.map(({ id }) => percent(cells.get(id)?.counts ?? null));
    const total = most > 0 ? percent(Math.min(1, points / most)) : null;
    yield csvLine([name, email, section, group, ...counts, rounded(points), most, total]);
  }
}

/** The gradebook as one JSON document. */
export async function* gradesJson(scope: ResultsScope): AsyncGenerator<string> {
  const columns = await scope.columns();
  const most = mostPoints(columns);
  const assignments = columns.map(({ id, title, exercise, weight, dueAt }) => ({
    id,
    title,
    exercise,
    weight,
    dueAt,
  }));
  yield `{"courseId":${JSON.stringify(scope.courseId)},"maxPoints":${most},"assignments":${JSON.stringify(assignments)},"people":[`;
  let separator = '\n';
  for await (const { line, cells } of readGrades(scope, { columns, parts: cellParts })) {
    const { key: _key, role: _role, ...person } = line;
    const total = most > 0 ? Math.min(1, line.points / most) : null;
    const own = columns.flatMap(({ id }) => cells.get(id) ?? []).map(({ personId: _of, ...cell }) => cell);
    yield separator + JSON.stringify({ ...person, total, cells: own });
    separator = ',\n';
  }
  yield '\n]}\n';
}

function percent(fraction: number | null): number | null {
  return fraction === null ? null : rounded(fraction * 100);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
