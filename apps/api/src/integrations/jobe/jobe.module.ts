import { Module } from '@nestjs/common';
import { JobeDoor } from './jobe-door.js';
import { JobeFilesService } from './jobe-files.service.js';
import { JobeKeysResolver } from './jobe-keys.resolver.js';
import { JobeKeysService } from './jobe-keys.service.js';
import { JobeRunsService } from './jobe-runs.service.js';
import { JobeSweep } from './jobe-sweep.js';
import { JobeVersionsService } from './jobe-versions.service.js';
import { JobeController } from './jobe.controller.js';

/** Jobe's REST API, for Moodle's CodeRunner and others that speak it. */
@Module({
  controllers: [JobeController],
  providers: [
    JobeDoor,
    JobeFilesService,
    JobeKeysResolver,
    JobeKeysService,
    JobeRunsService,
    JobeSweep,
    JobeVersionsService,
  ],
})
export class JobeModule {}
