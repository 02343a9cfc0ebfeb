import { Module } from '@nestjs/common';
import { RunsResolver } from './runs.resolver.js';
import { RunsService } from './runs.service.js';

/** The hosted sandbox. */
@Module({ providers: [RunsService, RunsResolver] })
export class RunsModule {}
