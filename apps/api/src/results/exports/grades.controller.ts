import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Person } from '#libs/database/people.store';
import { problems } from '../../documentation/problems.js';
import { OpenStreams } from '../../limits/open-streams.js';
import { Viewer } from '../../people/caller.js';
import { ResultsService } from '../results.service.js';
import { gradesCsv, gradesJson } from './grades.js';

/** The whole gradebook in one file; it is written while it is read, so that a large class needs no more memory than a small one. */
@ApiTags('courses')
@ApiBearerAuth()
@Controller('api/v1/courses')
export class GradesController {
  constructor(
    @Inject(ResultsService) private readonly results: ResultsService,
    @Inject(OpenStreams) private readonly streams: OpenStreams,
  ) {}

  @Get(':id/grades.csv')
  @ApiOperation({
    summary: 'The gradebook as comma-separated values (RFC 4180)',
    description:
      'For assistants and instructors. Percent of full marks; a text that a spreadsheet would take for a formula begins with an apostrophe.',
  })
  @ApiResponse({ status: 200, description: 'A line a student', content: { 'text/csv': {} } })
  @problems('NOT_SIGNED_IN', 'NOT_FOUND', 'NOT_ALLOWED', 'TOO_MANY_REQUESTS')
  async csv(@Viewer() person: Person, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const scope = await this.results.open(person, id);
    await this.#send(reply, person, {
      parts: gradesCsv(scope),
      type: 'text/csv; charset=utf-8; header=present',
      name: 'grades.csv',
    });
  }

  @Get(':id/grades.json')
  @ApiOperation({ summary: 'The gradebook as JSON', description: 'For assistants and instructors.' })
  @ApiResponse({ status: 200, description: 'All of it', content: { 'application/json': {} } })
  @problems('NOT_SIGNED_IN', 'NOT_FOUND', 'NOT_ALLOWED', 'TOO_MANY_REQUESTS')
  async json(@Viewer() person: Person, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const scope = await this.results.open(person, id);
    await this.#send(reply, person, {
      parts: gradesJson(scope),
      type: 'application/json; charset=utf-8',
      name: 'grades.json',
    });
  }

  async #send(
    reply: FastifyReply,
    person: Person,
    file: { readonly parts: AsyncGenerator<string>; readonly type: string; readonly name: string },
  ): Promise<void> {
    const end = this.streams.begin(person.id);
    const stream = Readable.from(file.parts).on('close', end);
    const headers = {
      'content-type': file.type,
      'content-disposition': `attachment; filename="${file.name}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    };
    await reply.headers(headers).send(stream);
  }
}
