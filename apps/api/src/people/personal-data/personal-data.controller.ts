import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Person } from '#libs/database/people.store';
import { problems } from '../../documentation/problems.js';
import { OpenStreams } from '../../limits/open-streams.js';
import { Viewer } from '../caller.js';
import { PersonalDataService } from './personal-data.service.js';

/** What is kept about people, over REST because it may be large. */
@ApiTags('people')
@ApiBearerAuth()
@Controller('api/v1/people')
export class PersonalDataController {
  constructor(
    @Inject(PersonalDataService) private readonly service: PersonalDataService,
    @Inject(OpenStreams) private readonly streams: OpenStreams,
  ) {}

  @Get(':id/export')
  @ApiOperation({
    summary: 'Everything that is kept about a person',
    description: 'For the person, and for admins. An object with the rows of each table under its name.',
  })
  @ApiResponse({ status: 200, description: 'The data', content: { 'application/json': {} } })
  @problems('NOT_SIGNED_IN', 'NOT_FOUND', 'TOO_MANY_REQUESTS')
  async export(@Viewer() person: Person, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const pieces = await this.service.export(person, id);
    const end = this.streams.begin(person.id);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="ipclab-person-${id}.json"`,
      'cache-control': 'no-store',
    };
    await reply.headers(headers).send(Readable.from(pieces).once('close', end));
  }
}
