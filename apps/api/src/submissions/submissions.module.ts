import { Module } from '@nestjs/common';
import { ProgressResolver } from './progress.resolver.js';
import { SubmissionsController } from './submissions.controller.js';
import { SubmissionsResolver } from './submissions.resolver.js';
import { SubmissionsService } from './submissions.service.js';
import { SubmitService } from './submit.service.js';

/** Handing in, over GraphQL and REST. */
@Module({
  controllers: [SubmissionsController],
  providers: [SubmitService, SubmissionsService, SubmissionsResolver, ProgressResolver],
})
export class SubmissionsModule {}
