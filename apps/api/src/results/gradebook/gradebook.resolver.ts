import { Args, Info, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { GradebookLine } from '#libs/database/results-gradebook.store';
import { askedFields } from '../../graphql/asked-fields.js';
import { pageInfoOf } from '../../graphql/connection.js';
import { pageSize, pickAssignments } from '../arguments.js';
import { CourseResultsModel } from '../results.model.js';
import { mostPoints } from '../results-scope.js';
import { readFilter, readPlace, readSort, writePlace } from './gradebook-request.js';
import { GradebookArgs } from './gradebook.inputs.js';
import { GradebookConnectionModel, type GradebookRowModel } from './gradebook.model.js';

/** People by assignments. */
@Resolver(() => CourseResultsModel)
export class GradebookResolver {
  @ResolveField(() => GradebookConnectionModel, { description: 'The present students, and what they have.' })
  async gradebook(
    @Parent() { courseId, scope }: CourseResultsModel,
    @Args() args: GradebookArgs,
    @Info() asked: GraphQLResolveInfo,
  ): Promise<GradebookConnectionModel> {
    const sort = readSort(args.sort);
    const after = readPlace(sort, args.after);
    const request = { courseId, sort, filter: readFilter(args.filter), after, first: pageSize(args.first) };
    const columns = await scope.columns();
    const picked = pickAssignments(columns, args.assignmentIds).map(({ id }) => id);
    if (sort.by === 'assignment') pickAssignments(columns, [sort.assignmentId]);
    const { items, hasNext } = await scope.stores.gradebook.page(request);
    const personIds = items.map(({ personId }) => personId);
    // Looked up here and not by a resolver of the row, which would be called for each of them.
    const cells = await scope.cells(personIds, picked, askedFields(asked, ['edges', 'node', 'cells']));
    const maxPoints = mostPoints(columns);
    const edges = items.map((line) => ({
      cursor: writePlace(sort, line),
      node: { ...showLine(line, maxPoints), cells: cells.get(line.personId) ?? [] },
    }));
    const pageInfo = pageInfoOf(edges, { after: args.after || null, hasNext });
    return { edges, pageInfo, count: () => scope.stores.gradebook.count(request) };
  }
}

/** How many there are in all. */
@Resolver(() => GradebookConnectionModel)
export class GradebookCountResolver {
  @ResolveField(() => Int, { description: 'Students whom the filter leaves.' })
  totalCount(@Parent() gradebook: GradebookConnectionModel): Promise<number> {
    return gradebook.count();
  }
}

function showLine(line: GradebookLine, maxPoints: number): Omit<GradebookRowModel, 'cells'> {
  const { personId: id, name, email, role, section, group } = line;
  const { points, tried, passed, attempts, lastAt } = line;
  const total = maxPoints > 0 ? Math.min(1, points / maxPoints) : null;
  const person = { id, name, email, role };
  return { person, section, group, total, points, maxPoints, tried, passed, attempts, lastAt };
}
