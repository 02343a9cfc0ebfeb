import { Module } from '@nestjs/common';
import { ProgressResolver } from './progress.resolver.js';
import { RemarksResolver, SubmissionRemarksResolver } from './remarks/remarks.resolver.js';
import { RemarksService } from './remarks/remarks.service.js';
import { ShownWorkService } from './shown-work.service.js';
import { SubmissionsController } from './submissions.controller.js';
import { SubmissionsResolver } from './submissions.resolver.js';
import { SubmissionsService } from './submissions.service.js';
import { SubmitService } from './submit.service.js';

/** Handing in, over GraphQL and REST. */
@Module({
  controllers: [SubmissionsController],
  providers: [
    ShownWorkService,
    SubmitService,
    SubmissionsService,
    RemarksService,
    SubmissionsResolver,
    ProgressResolver,
    RemarksResolver,
    SubmissionRemarksResolver,
  ],
  exports: [ShownWorkService, SubmissionsService],
})
export class SubmissionsModule {}
