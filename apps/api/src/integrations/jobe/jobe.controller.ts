import {
  Body,
  Controller,
  Get,
  Head,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OpenToAll } from '../../people/access.guard.js';
import { JobeDoor } from './jobe-door.js';
import { JobeFilesService } from './jobe-files.service.js';
import type { JobeResult } from './jobe-result.js';
import { JobeRunsService } from './jobe-runs.service.js';
import { JobeVersionsService } from './jobe-versions.service.js';
import { readFileId, readRunSpec } from './run-spec.js';

/**
 * Jobe's REST API as CodeRunner and others speak it, see `docs/guides/use-from-coderunner.md`. Whoever comes shows a key of their
 * own in `X-API-KEY`; tokens of people open nothing here.
 */
@ApiExcludeController()
@OpenToAll(true)
@Controller(['jobe/index.php/restapi', 'jobe/restapi'])
export class JobeController {
  constructor(
    @Inject(JobeDoor) private readonly door: JobeDoor,
    @Inject(JobeRunsService) private readonly runs: JobeRunsService,
    @Inject(JobeFilesService) private readonly files: JobeFilesService,
    @Inject(JobeVersionsService) private readonly versions: JobeVersionsService,
  ) {}

  @Get('languages')
  async languages(@Headers('x-api-key') shown: unknown): Promise<readonly (readonly [string, string])[]> {
    await this.door.identify(shown, 'question');
    return this.versions.list();
  }

  @Post('runs')
  @HttpCode(200)
  async run(
    @Headers('x-api-key') shown: unknown,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobeResult> {
    const key = await this.door.identify(shown, 'run');
    const gone = new AbortController();
    reply.raw.on('close', () => gone.abort());
    return this.runs.run(key, readRunSpec(body), gone.signal);
  }

  @Put('files/:id')
  @HttpCode(204)
  async put(
    @Headers('x-api-key') shown: unknown,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<void> {
    const key = await this.door.identify(shown, 'file');
    await this.files.keep(key, readFileId(id), body);
  }

  @Head('files/:id')
  @HttpCode(204)
  async head(@Headers('x-api-key') shown: unknown, @Param('id') id: string): Promise<void> {
    const key = await this.door.identify(shown, 'question');
    await this.files.demand(key, readFileId(id));
  }
}
