import { Inject } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { catalogueToken } from '../../storage/catalogue-token.js';
import { pickAssignments } from '../arguments.js';
import { CourseResultsModel } from '../results.model.js';
import { mostPoints } from '../results-scope.js';
import {
  attemptNumbers,
  checkFailures,
  distribution,
  heatMap,
  progressDays,
  totalDistribution,
} from './numbers.js';
import {
  AssignmentsArgs,
  AttemptNumbersModel,
  CheckFailuresModel,
  DistributionModel,
  HeatMapCellModel,
  ProgressDayModel,
} from './numbers.model.js';

/** What a whole class has done, in numbers. */
@Resolver(() => CourseResultsModel)
export class NumbersResolver {
  constructor(@Inject(catalogueToken) private readonly catalogue: Catalogue) {}

  @ResolveField(() => [DistributionModel], { description: 'One for each assignment.' })
  async distributions(
    @Parent() { scope }: CourseResultsModel,
    @Args() { assignmentIds }: AssignmentsArgs,
  ): Promise<DistributionModel[]> {
    const columns = pickAssignments(await scope.columns(), assignmentIds);
    const [fractions, students] = await Promise.all([scope.tallies('fraction'), scope.students()]);
    return columns.map((column) => distribution(column, fractions.get(column.id) ?? [], students));
  }

  @ResolveField(() => DistributionModel, {
    description: 'What the students have together, of what counts by now.',
  })
  async totalDistribution(@Parent() { scope, courseId }: CourseResultsModel): Promise<DistributionModel> {
    const columns = await scope.columns();
    return totalDistribution(await scope.stores.tallies.totals(courseId, mostPoints(columns)));
  }

  @ResolveField(() => [CheckFailuresModel], { description: 'Which checks fail, and how many fail them.' })
  async checkFailures(
    @Parent() { scope }: CourseResultsModel,
    @Args() { assignmentIds }: AssignmentsArgs,
  ): Promise<CheckFailuresModel[]> {
    const columns = pickAssignments(await scope.columns(), assignmentIds);
    const [failing, tried] = await Promise.all([scope.tallies('check'), scope.tallies('tried')]);
    return columns.map((column) => {
      const of = { failing: failing.get(column.id) ?? [], tried: tried.get(column.id) ?? [] };
      return checkFailures(this.catalogue, column, of);
    });
  }

  @ResolveField(() => [AttemptNumbersModel], { description: 'Attempts, and time to the first pass.' })
  async attempts(
    @Parent() { scope }: CourseResultsModel,
    @Args() { assignmentIds }: AssignmentsArgs,
  ): Promise<AttemptNumbersModel[]> {
    const columns = pickAssignments(await scope.columns(), assignmentIds);
    const [tried, passes, seconds] = await Promise.all([
      scope.tallies('tried'),
      scope.tallies('first_pass_attempt'),
      scope.tallies('first_pass_seconds'),
    ]);
    return columns.map((column) =>
      attemptNumbers(column, {
        tried: tried.get(column.id) ?? [],
        passes: passes.get(column.id) ?? [],
        seconds: seconds.get(column.id) ?? [],
      }),
    );
  }

  @ResolveField(() => [ProgressDayModel], {
    description: 'Day by day; days on which nothing happened are left out.',
  })
  async progress(
    @Parent() { scope }: CourseResultsModel,
    @Args() { assignmentIds }: AssignmentsArgs,
  ): Promise<ProgressDayModel[]> {
    const columns = pickAssignments(await scope.columns(), assignmentIds);
    const [handIns, passes] = await Promise.all([
      scope.tallies('hand_in_day'),
      scope.tallies('first_pass_day'),
    ]);
    const of = (tallies: typeof handIns) => columns.flatMap(({ id }) => tallies.get(id) ?? []);
    return progressDays(of(handIns), of(passes));
  }

  @ResolveField(() => [HeatMapCellModel], { description: 'Mechanisms by groups of checks.' })
  async heatMap(
    @Parent() { scope }: CourseResultsModel,
    @Args() { assignmentIds }: AssignmentsArgs,
  ): Promise<HeatMapCellModel[]> {
    const columns = pickAssignments(await scope.columns(), assignmentIds);
    const groups = await scope.tallies('group');
    return heatMap(columns, groups);
  }
}
