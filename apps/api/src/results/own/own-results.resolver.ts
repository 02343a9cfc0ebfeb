import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import type { Person } from '#libs/database/people.store';
import { checkRole } from '../../courses/course-access.js';
import { CourseModel } from '../../courses/course.model.js';
import type { OperationContext } from '../../graphql/graphql-options.js';
import type { Loaders } from '../../graphql/loaders.js';
import { Viewer } from '../../people/caller.js';
import { ResultsService } from '../results.service.js';
import { OwnResultsModel } from './own-results.model.js';
import { ownResults, type OwnParts } from './own-results.js';

type OwnLoader = DataLoader<string, Omit<OwnParts, 'now'>>;

/** The way from a course to one's own results. */
@Resolver(() => CourseModel)
export class OwnResultsResolver {
  /** One for each operation, of which one person asks. */
  readonly #own = new WeakMap<Loaders, OwnLoader>();

  constructor(@Inject(ResultsService) private readonly service: ResultsService) {}

  @ResolveField(() => OwnResultsModel, { description: 'What you have in it yourself.' })
  async myResults(
    @Viewer() person: Person,
    @Parent() { id }: CourseModel,
    @Context() { loaders }: OperationContext,
  ): Promise<OwnResultsModel> {
    checkRole(await loaders.courses.role.load({ person, courseId: id }), 'student');
    return ownResults({ ...(await this.#loaderOf(loaders, person).load(id)), now: new Date() });
  }

  #loaderOf(loaders: Loaders, { id }: Person): OwnLoader {
    const known = this.#own.get(loaders);
    if (known !== undefined) return known;
    const made: OwnLoader = new DataLoader((courseIds) => this.service.own(id, courseIds));
    this.#own.set(loaders, made);
    return made;
  }
}
