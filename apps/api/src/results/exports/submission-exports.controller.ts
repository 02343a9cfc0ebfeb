import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { Refusal } from '#libs/contracts/refusal';
import { PeopleStore, type Person } from '#libs/database/people.store';
import { problems } from '../../documentation/problems.js';
import { showExerciseOf } from '../../exercises/show-exercise.js';
import { Viewer } from '../../people/caller.js';
import { catalogueToken } from '../../storage/catalogue-token.js';
import { ShownWorkService } from '../../submissions/shown-work.service.js';
import { SubmissionsService } from '../../submissions/submissions.service.js';
import { checksOf } from '../numbers/check-names.js';
import { toGradescope } from './gradescope.js';
import { reportToJunit } from '#libs/courses/report-junit';
import { readLanguage } from './read-language.js';
import { printReport, reportPolicy } from './report-page.js';

const inLanguage = ApiQuery({ name: 'language', enum: ['en', 'zh'], required: false });

/** What of somebody's work no cache keeps, and no browser takes for something else. */
const headers = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' };

/** A report in the forms of other tools; whoever may see the submission gets what they may see of it. */
@ApiTags('submissions')
@ApiBearerAuth()
@Controller('api/v1/submissions')
export class SubmissionExportsController {
  @Inject(PeopleStore) private readonly people!: PeopleStore;

  constructor(
    @Inject(SubmissionsService) private readonly submissions: SubmissionsService,
    @Inject(ShownWorkService) private readonly work: ShownWorkService,
    @Inject(catalogueToken) private readonly catalogue: Catalogue,
  ) {}

  @Get(':id/junit.xml')
  @ApiOperation({
    summary: 'The report as JUnit XML',
    description: 'A test case a check; 404 until it is graded.',
  })
  @inLanguage
  @ApiResponse({ status: 200, description: 'JUnit XML', content: { 'application/xml': {} } })
  @problems('NOT_SIGNED_IN', 'NOT_FOUND', 'BAD_INPUT')
  async junit(
    @Viewer() person: Person,
    @Param('id') id: string,
    @Query('language') language: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { report } = await this.#find(person, id);
    const xml = reportToJunit(report, readLanguage(language));
    await reply.headers({ ...headers, 'content-type': 'application/xml; charset=utf-8' }).send(xml);
  }

  @Get(':id/results.json')
  @ApiOperation({
    summary: 'The report as the results.json of a Gradescope autograder',
    description: 'Times are seconds; 404 until it is graded.',
  })
  @inLanguage
  @ApiResponse({ status: 200, description: 'results.json', content: { 'application/json': {} } })
  @problems('NOT_SIGNED_IN', 'NOT_FOUND', 'BAD_INPUT')
  async gradescope(
    @Viewer() person: Person,
    @Param('id') id: string,
    @Query('language') language: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { report } = await this.#find(person, id);
    await reply.headers(headers).send(toGradescope(report, readLanguage(language)));
  }

  @Get(':id/report.html')
  @ApiOperation({ summary: 'The report as a page to print, with its pictures' })
  @inLanguage
  @ApiResponse({ status: 200, description: 'A page', content: { 'text/html': {} } })
  @problems('NOT_SIGNED_IN', 'NOT_FOUND', 'BAD_INPUT')
  async page(
    @Viewer() person: Person,
    @Param('id') id: string,
    @Query('language') language: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { submission, report, pictures } = await this.#find(person, id);
    const owner = await this.people.find(submission.personId);
    const { title } = showExerciseOf(this.catalogue, report.exercise, report.exerciseHash);
    const zhNames = new Map(checksOf(this.catalogue, report.exercise).map(({ name }) => [name.en, name.zh]));
    const { submittedAt } = submission;
    const printed = { report, pictures, title, person: owner?.name ?? '', submittedAt, zhNames };
    const page = printReport(printed, readLanguage(language));
    const secured = { 'content-security-policy': reportPolicy, 'referrer-policy': 'no-referrer' };
    await reply.headers({ ...headers, ...secured, 'content-type': 'text/html; charset=utf-8' }).send(page);
  }

  async #find(person: Person, id: string) {
    const submission = await this.submissions.find(person, id);
    const { report, pictures } = await this.work.show(person, submission);
    if (report === null) throw new Refusal('NOT_FOUND', 'This submission has no report yet.');
    return { submission, report, pictures };
  }
}
