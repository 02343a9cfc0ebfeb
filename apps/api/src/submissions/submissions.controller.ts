import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import type { Person } from '#libs/database/people.store';
import { problems } from '../documentation/problems.js';
import { schemaOf } from '../documentation/schema-of.js';
import { OpenStreams } from '../limits/open-streams.js';
import { Viewer } from '../people/caller.js';
import { HandInBody, HandInForm, readHandIn } from './read-hand-in.js';
import { ShownWorkService } from './shown-work.service.js';
import { streamProgress } from './stream-progress.js';
import { SubmissionView, viewSubmission } from './submission.view.js';
import { SubmissionsService } from './submissions.service.js';
import { SubmitService } from './submit.service.js';

/** A picture carries what a program printed: a browser that is led to it runs nothing and loads nothing. */
const pictureHeaders = {
  'content-type': 'image/svg+xml; charset=utf-8',
  'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'private, max-age=31536000, immutable',
};

/** Handing in, over REST. */
@ApiTags('submissions')
@ApiBearerAuth()
@Controller('api/v1/submissions')
export class SubmissionsController {
  @Inject(OpenStreams) private readonly streams!: OpenStreams;

  constructor(
    @Inject(SubmitService) private readonly submitting: SubmitService,
    @Inject(SubmissionsService) private readonly submissions: SubmissionsService,
    @Inject(ShownWorkService) private readonly work: ShownWorkService,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Hand in',
    description: 'The same `idempotencyKey` (or `Idempotency-Key` header) again gives the first submission.',
  })
  @ApiConsumes('application/json', 'multipart/form-data')
  @ApiBody({ schema: schemaOf(z.union([HandInBody, HandInForm])) })
  @ApiResponse({
    status: 201,
    description: 'It is accepted and will be graded',
    schema: schemaOf(SubmissionView),
  })
  @problems(
    'NOT_SIGNED_IN',
    'UNKNOWN_EXERCISE',
    'LANGUAGE_NOT_OFFERED',
    'NO_FILES',
    'TOO_MANY_FILES',
    'FILE_TOO_LARGE',
  )
  @problems(
    'UPLOAD_TOO_LARGE',
    'BAD_PATH',
    'PATHS_COLLIDE',
    'NOT_UTF8',
    'BAD_ARCHIVE',
    'PROGRAM_MISSING',
    'TOO_MANY_WAITING',
  )
  @problems('NOT_FOUND', 'ASSIGNMENT_CLOSED', 'NO_ATTEMPTS_LEFT', 'TOO_SOON', 'NOT_IN_A_GROUP')
  async submit(
    @Viewer() person: Person,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SubmissionView> {
    const row = await this.submitting.submit(person, await readHandIn(request));
    void reply.header('location', `/api/v1/submissions/${row.id}`);
    return this.#view(person, row.id);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A submission, with its report once it is graded' })
  @ApiResponse({ status: 200, description: 'The submission', schema: schemaOf(SubmissionView) })
  @problems('NOT_SIGNED_IN', 'NOT_FOUND')
  find(@Viewer() person: Person, @Param('id') id: string): Promise<SubmissionView> {
    return this.#view(person, id);
  }

  @Get(':id/events')
  @ApiOperation({
    summary: 'Its progress as server-sent events',
    description: 'Where it stands now, then every change, then an event "end".',
  })
  @ApiResponse({ status: 200, description: 'Events', content: { 'text/event-stream': {} } })
  @problems('NOT_SIGNED_IN', 'NOT_FOUND', 'TOO_MANY_REQUESTS')
  async events(@Viewer() person: Person, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const submission = await this.submissions.find(person, id);
    const end = this.streams.begin(person.id);
    await this.work
      .watch(person, submission)
      .then((progress) => streamProgress(reply, progress))
      .finally(end);
  }

  @Get(':id/pictures/:name')
  @ApiOperation({ summary: 'The picture of a traced run', description: 'Named by its run: `r2.svg`.' })
  @ApiResponse({ status: 200, description: 'The picture', content: { 'image/svg+xml': {} } })
  @problems('NOT_SIGNED_IN', 'NOT_FOUND')
  async picture(
    @Viewer() person: Person,
    @Param() where: { id: string; name: string },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { pictures } = await this.work.show(person, await this.submissions.find(person, where.id));
    const picture = pictures.find((one) => one.name === where.name || `${one.run}.svg` === where.name);
    if (picture === undefined) throw new Refusal('NOT_FOUND', 'This submission has no such picture.');
    await reply.headers(pictureHeaders).send(picture.svg);
  }

  async #view(person: Person, id: string): Promise<SubmissionView> {
    const row = await this.submissions.find(person, id);
    const { report, pictures } = await this.work.show(person, row);
    return viewSubmission(row, report, pictures);
  }
}
