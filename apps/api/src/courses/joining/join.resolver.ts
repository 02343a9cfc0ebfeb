import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import type { OperationContext } from '../../graphql/graphql-options.js';
import { TheCaller, Viewer, type Caller } from '../../people/caller.js';
import { CourseModel, SectionModel } from '../course.model.js';
import { JoinCodeInput, JoinCodeModel } from './join-code.model.js';
import { JoinService } from './join.service.js';

/** Codes that lead into courses. */
@Resolver(() => JoinCodeModel)
export class JoinResolver {
  constructor(@Inject(JoinService) private readonly service: JoinService) {}

  @Mutation(() => CourseModel, {
    description: 'Makes you a student of the course that the code leads into; ten may be tried a minute.',
  })
  joinCourse(
    @Viewer() person: Person,
    @Args('code') code: string,
    @TheCaller() caller: Caller,
  ): Promise<CourseModel> {
    return this.service.join(person, code, caller.address);
  }

  @Mutation(() => JoinCodeModel, { description: 'For instructors.' })
  createJoinCode(@Viewer() person: Person, @Args('input') input: JoinCodeInput): Promise<JoinCodeModel> {
    const { courseId, sectionId = null, expiresAt = null } = input;
    return this.service.create(person, { courseId, sectionId, expiresAt });
  }

  @Mutation(() => Boolean, { description: 'From then on the code lets nobody in.' })
  async revokeJoinCode(
    @Viewer() person: Person,
    @Args('courseId', { type: () => ID }) courseId: string,
    @Args('code') code: string,
  ): Promise<boolean> {
    await this.service.revoke(person, courseId, code);
    return true;
  }

  @ResolveField(() => SectionModel, { nullable: true, description: 'The section that it leads into.' })
  section(
    @Parent() { sectionId }: JoinCodeModel,
    @Context() { loaders }: OperationContext,
  ): Promise<SectionModel | null> | null {
    return sectionId === null ? null : loaders.courses.section.load(sectionId);
  }
}

/** The codes of a course. */
@Resolver(() => CourseModel)
export class CourseJoinCodesResolver {
  constructor(@Inject(JoinService) private readonly service: JoinService) {}

  @ResolveField(() => [JoinCodeModel], {
    nullable: true,
    description: 'Those that are good, newest first; for assistants and more.',
  })
  joinCodes(@Parent() course: CourseModel, @Viewer() person: Person): Promise<readonly JoinCodeModel[]> {
    return this.service.list(person, course.id);
  }
}
