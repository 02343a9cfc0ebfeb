import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import type { StuckPlace } from '#libs/database/results-trouble.store';
import { cursorsOf, pageInfoOf } from '../../graphql/connection.js';
import { pageSize, pickAssignments, stuckFrom } from '../arguments.js';
import { groupBy } from '../group-by.js';
import { parseJson } from '../parse-json.js';
import { CourseResultsModel, showColumn } from '../results.model.js';
import type { ResultsScope } from '../results-scope.js';
import {
  PictureOfWrongRunModel,
  SimilarArgs,
  SimilarPicturesModel,
  StuckArgs,
  StuckStudentConnectionModel,
} from './trouble.model.js';

const cursors = cursorsOf('stuck');
const Place = z.tuple([z.number().int().min(0).max(1_000_000), z.uuid(), z.uuid()]);

/** Wrong runs of one answer, and people named of each. */
const similarMax = 20;
const peopleMax = 10;

/** Assignments whose last reports are looked through for a check, which is of one exercise: in a class of 10,000 a third of a second each. */
const checkedMax = 3;

/** Characters of the name of a check. */
const checkMax = 200;

/** Who needs help, and with what. */
@Resolver(() => CourseResultsModel)
export class TroubleResolver {
  @ResolveField(() => StuckStudentConnectionModel, { description: 'Who gets no further.' })
  async stuck(
    @Parent() { scope, courseId }: CourseResultsModel,
    @Args() args: StuckArgs,
  ): Promise<StuckStudentConnectionModel> {
    const columns = pickAssignments(await scope.columns(), args.assignmentIds);
    const shown = new Map(columns.map((column) => [column.id, showColumn(column)]));
    const [from, first, after] = [stuckFrom(args.attempts), pageSize(args.first), readPlace(args.after)];
    const request = { courseId, assignmentIds: [...shown.keys()], from, check: readCheck(args.check) };
    if (request.check !== null && columns.length > checkedMax)
      throw new Refusal('BAD_INPUT', `With a check, name at most ${checkedMax} assignments to look through.`);
    const [page, totalCount] = await Promise.all([
      scope.stores.trouble.stuck({ ...request, first, after }),
      request.check === null ? countStuck(scope, request) : scope.stores.trouble.countStuck(request),
    ]);
    const edges = page.items.flatMap((row) => {
      const { stalled: times, personId, assignmentId, name, email, role } = row;
      const assignment = shown.get(assignmentId);
      if (assignment === undefined) return [];
      const cursor = cursors.write(JSON.stringify([times, personId, assignmentId]));
      const person = { id: personId, name, email, role };
      return [{ cursor, node: { ...row, sameChecks: row.sameChecks ?? [], person, assignment } }];
    });
    return {
      edges,
      totalCount,
      pageInfo: pageInfoOf(edges, { after: args.after || null, hasNext: page.hasNext }),
    };
  }

  @ResolveField(() => [SimilarPicturesModel], {
    description: 'Wrong runs that several people have alike; the one that most have comes first.',
  })
  async similarPictures(
    @Parent() { scope, courseId }: CourseResultsModel,
    @Args() { first, atLeast, assignmentIds }: SimilarArgs,
  ): Promise<SimilarPicturesModel[]> {
    if (first < 1 || first > similarMax)
      throw new Refusal('BAD_INPUT', `From 1 to ${similarMax} wrong runs can be asked for.`);
    const columns = pickAssignments(await scope.columns(), assignmentIds);
    const shapes = await scope.tallies('shape');
    const runs = columns
      .flatMap((column) =>
        (shapes.get(column.id) ?? []).map(({ key: shape, count }) => ({ column, shape, count })),
      )
      .filter(({ count }) => count >= Math.max(2, atLeast))
      .toSorted((one, other) => other.count - one.count)
      .slice(0, first);
    const wanted = runs.map(({ column, shape }) => ({ assignmentId: column.id, shape }));
    const who = groupBy(
      await scope.stores.trouble.whoRan(courseId, wanted, peopleMax),
      ({ assignmentId, shape }) => `${assignmentId} ${shape}`,
    );
    return runs.map(({ column, shape, count }) => {
      const of = who.get(`${column.id} ${shape}`) ?? [];
      const people = of.map(({ personId: id, name, email, role }) => ({ id, name, email, role }));
      const submissionIds = of.flatMap(({ submissionId }) => submissionId ?? []);
      return { assignment: showColumn(column), shape, count, people, submissionIds, scope };
    });
  }
}

/** One picture of a wrong run. */
@Resolver(() => SimilarPicturesModel)
export class SimilarPictureResolver {
  @ResolveField(() => PictureOfWrongRunModel, {
    nullable: true,
    description: 'Of the first of these people; null when no run of theirs was traced.',
  })
  async picture(
    @Parent() { scope, submissionIds }: SimilarPicturesModel,
  ): Promise<PictureOfWrongRunModel | null> {
    const [submissionId] = submissionIds;
    return submissionId === undefined ? null : scope.picture(submissionId);
  }
}

/** From the numbers that are kept, where no check narrows them. */
async function countStuck(
  scope: ResultsScope,
  { assignmentIds, from }: { readonly assignmentIds: readonly string[]; readonly from: number },
): Promise<number> {
  const stalled = await scope.tallies('stalled');
  return assignmentIds
    .flatMap((id) => stalled.get(id) ?? [])
    .filter(({ key }) => Number(key) >= from)
    .reduce((sum, { count }) => sum + count, 0);
}

function readCheck(check: string | null | undefined): string | null {
  if (check === null || check === undefined) return null;
  const name = check.replaceAll('\0', '').trim();
  if (name.length >= 1 && name.length <= checkMax) return name;
  throw new Refusal(
    'BAD_INPUT',
    `A check is named by its name in the report, of 1 to ${checkMax} characters.`,
  );
}

function readPlace(cursor: string | null | undefined): StuckPlace | null {
  if (cursor === null || cursor === undefined || cursor === '') return null;
  const [stalled, personId, assignmentId] = Place.parse(parseJson(cursors.read(cursor)));
  return { stalled, personId, assignmentId };
}
