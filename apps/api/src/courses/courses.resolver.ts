import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Refusal } from '#libs/contracts/refusal';
import type { Person } from '#libs/database/people.store';
import { cursorsOf, pageInfoOf } from '../graphql/connection.js';
import type { OperationContext } from '../graphql/graphql-options.js';
import { Viewer } from '../people/caller.js';
import { checkRole, notInCourse } from './course-access.js';
import {
  CourseConnectionModel,
  CourseInput,
  CourseModel,
  CourseRoleEnum,
  CoursesArgs,
  SectionModel,
} from './course.model.js';
import { CoursesService } from './courses.service.js';
import { isId } from './one-line.js';
import { showTerm } from './terms/terms.service.js';
import { TermModel } from './terms/term.model.js';

const cursors = cursorsOf('course');

/** Courses, and what each of them says about itself. */
@Resolver(() => CourseModel)
export class CoursesResolver {
  constructor(@Inject(CoursesService) private readonly service: CoursesService) {}

  @Query(() => CourseModel)
  async course(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
    @Context() { loaders }: OperationContext,
  ): Promise<CourseModel> {
    checkRole(isId(id) ? await loaders.courses.role.load({ person, courseId: id }) : null, 'student');
    const course = await loaders.courses.course.load(id);
    // An admin is let into every course, also into those that are not there.
    return course ?? Promise.reject(notInCourse());
  }

  @Query(() => CourseConnectionModel, {
    description: 'Those that you are in; of an admin all. Newest first.',
  })
  async courses(@Viewer() person: Person, @Args() args: CoursesArgs): Promise<CourseConnectionModel> {
    const after = args.after ? cursors.read(args.after) : null;
    const page = await this.service.list(person, args.archived, { first: args.first, after });
    const edges = page.items.map((node) => ({ cursor: cursors.write(node.id), node }));
    return { edges, pageInfo: pageInfoOf(edges, { after, hasNext: page.hasNext }) };
  }

  @Mutation(() => CourseModel, {
    description: 'For instructors and admins; the maker becomes its instructor.',
  })
  createCourse(@Viewer() person: Person, @Args('input') input: CourseInput): Promise<CourseModel> {
    return this.service.create(person, input);
  }

  @Mutation(() => CourseModel)
  editCourse(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
    @Args('revision', { type: () => Int }) revision: number,
    @Args('input') input: CourseInput,
  ): Promise<CourseModel> {
    return this.service.edit(person, { id, revision }, input);
  }

  @Mutation(() => CourseModel, {
    description: 'From then on nothing in it changes, and everything can be read.',
  })
  archiveCourse(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
    @Args('revision', { type: () => Int }) revision: number,
  ): Promise<CourseModel> {
    return this.service.archive(person, { id, revision }, new Date());
  }

  @Mutation(() => CourseModel, { description: 'Brings an archived course back.' })
  unarchiveCourse(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
    @Args('revision', { type: () => Int }) revision: number,
  ): Promise<CourseModel> {
    return this.service.archive(person, { id, revision }, null);
  }

  @ResolveField(() => TermModel)
  async term(@Parent() course: CourseModel, @Context() { loaders }: OperationContext): Promise<TermModel> {
    const term = await loaders.courses.term.load(course.termId);
    if (term === null) throw new Refusal('NOT_FOUND', 'There is no term with this id.');
    return showTerm(term);
  }

  @ResolveField(() => [SectionModel], { description: 'By name.' })
  sections(
    @Parent() course: CourseModel,
    @Context() { loaders }: OperationContext,
  ): Promise<readonly SectionModel[]> {
    return loaders.courses.sectionsOf.load(course.id);
  }

  @ResolveField(() => CourseRoleEnum, { nullable: true, description: 'What you are in it.' })
  viewerRole(
    @Parent() course: CourseModel,
    @Viewer() person: Person,
    @Context() { loaders }: OperationContext,
  ): Promise<keyof typeof CourseRoleEnum | null> {
    return loaders.courses.role.load({ person, courseId: course.id });
  }
}
