import { Inject } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import { SimilarityStore } from '#libs/database/similarity.store';
import { CourseModel } from '../../courses/course.model.js';
import { CourseAccess } from '../../courses/course-access.js';
import { cursorsOf, pageInfoOf } from '../../graphql/connection.js';
import { Viewer } from '../../people/caller.js';
import { idOrNull, pageSize } from '../arguments.js';
import { AnalysesArgs } from './similarity.inputs.js';
import { SimilarityAnalysisConnectionModel } from './similarity-connections.model.js';
import { showAnalysis } from './similarity-progress.js';

const cursors = cursorsOf('similarity-analysis');

/** The analyses of a course. */
@Resolver(() => CourseModel)
export class CourseSimilarityResolver {
  constructor(
    @Inject(SimilarityStore) private readonly analyses: SimilarityStore,
    @Inject(CourseAccess) private readonly access: CourseAccess,
  ) {}

  @ResolveField(() => SimilarityAnalysisConnectionModel, {
    nullable: true,
    description: 'Newest first; for instructors.',
  })
  async similarityAnalyses(
    @Parent() { id: courseId }: CourseModel,
    @Viewer() person: Person,
    @Args() args: AnalysesArgs,
  ): Promise<SimilarityAnalysisConnectionModel> {
    await this.access.demand(person, courseId, 'instructor');
    const after = args.after ? cursors.read(args.after) : null;
    const assignmentId = idOrNull(args.assignmentId);
    const page = await this.analyses.list({ courseId, assignmentId }, { first: pageSize(args.first), after });
    const edges = page.items.map((row) => ({ cursor: cursors.write(row.id), node: showAnalysis(row) }));
    return { edges, pageInfo: pageInfoOf(edges, { after, hasNext: page.hasNext }) };
  }
}
