import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import { cursorsOf, pageInfoOf } from '../../graphql/connection.js';
import type { OperationContext } from '../../graphql/graphql-options.js';
import { Viewer } from '../../people/caller.js';
import { PersonModel } from '../../people/person.model.js';
import { CourseModel, SectionModel } from '../course.model.js';
import {
  EnrolInput,
  EnrolmentChangeInput,
  EnrolmentConnectionModel,
  EnrolmentModel,
  EnrolmentsArgs,
} from './enrolment.model.js';
import { GroupModel } from '../groups/group.model.js';
import { EnrolmentsService } from './enrolments.service.js';

const cursors = cursorsOf('enrolment');

/** Who is in a course. */
@Resolver(() => EnrolmentModel)
export class EnrolmentsResolver {
  constructor(@Inject(EnrolmentsService) private readonly service: EnrolmentsService) {}

  @Mutation(() => EnrolmentModel, { description: 'For instructors; who has left comes back.' })
  enrol(@Viewer() person: Person, @Args('input') input: EnrolInput): Promise<EnrolmentModel> {
    const { name = null, sectionId = null } = input;
    return this.service.enrol(person, { ...input, name, sectionId });
  }

  @Mutation(() => EnrolmentModel, { description: 'Gives another role or section; for instructors.' })
  changeEnrolment(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
    @Args('change') change: EnrolmentChangeInput,
  ): Promise<EnrolmentModel> {
    return this.service.change(person, id, { role: change.role ?? undefined, sectionId: change.sectionId });
  }

  @Mutation(() => EnrolmentModel, {
    description:
      'For instructors, and for whoever leaves; the work stays, and the last instructor cannot leave.',
  })
  endEnrolment(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<EnrolmentModel> {
    return this.service.end(person, id);
  }

  @ResolveField(() => PersonModel)
  person(
    @Parent() enrolment: EnrolmentModel,
    @Context() { loaders }: OperationContext,
  ): Promise<PersonModel> {
    return loaders.person.load(enrolment.personId);
  }

  @ResolveField(() => Boolean, { description: 'False while they have chosen none: invite them.' })
  async hasPassword(
    @Parent() enrolment: EnrolmentModel,
    @Context() { loaders }: OperationContext,
  ): Promise<boolean> {
    return (await loaders.person.load(enrolment.personId)).passwordHash !== null;
  }

  @ResolveField(() => SectionModel, { nullable: true })
  section(
    @Parent() { sectionId }: EnrolmentModel,
    @Context() { loaders }: OperationContext,
  ): Promise<SectionModel | null> | null {
    return sectionId === null ? null : loaders.courses.section.load(sectionId);
  }

  @ResolveField(() => GroupModel, { nullable: true, description: 'Whom they hand in with.' })
  group(
    @Parent() enrolment: EnrolmentModel,
    @Context() { loaders }: OperationContext,
  ): Promise<GroupModel | null> {
    return loaders.courses.groupOf.load(enrolment);
  }
}

/** The people of a course, page by page. */
@Resolver(() => CourseModel)
export class CourseEnrolmentsResolver {
  constructor(@Inject(EnrolmentsService) private readonly service: EnrolmentsService) {}

  @ResolveField(() => EnrolmentConnectionModel, { nullable: true, description: 'For assistants and more.' })
  async enrolments(
    @Parent() course: CourseModel,
    @Viewer() person: Person,
    @Args() args: EnrolmentsArgs,
  ): Promise<EnrolmentConnectionModel> {
    const { role = null, sectionId = null, text = null, ended } = args.filter ?? {};
    const after = args.after ? cursors.read(args.after) : null;
    const filter = { courseId: course.id, role, sectionId, text, ended: ended ?? false };
    const asked = { order: args.orderBy, page: { first: args.first, after } };
    const { items, hasNext, count } = await this.service.list(person, filter, asked);
    const edges = items.map((node) => ({ cursor: cursors.write(node.id), node }));
    return { edges, pageInfo: pageInfoOf(edges, { after, hasNext }), count };
  }
}

/** How many there are, which is counted only for whoever asks. */
@Resolver(() => EnrolmentConnectionModel)
export class EnrolmentCountResolver {
  @ResolveField(() => Int, { description: 'On all pages together.' })
  totalCount(@Parent() connection: EnrolmentConnectionModel): Promise<number> {
    return connection.count();
  }
}
