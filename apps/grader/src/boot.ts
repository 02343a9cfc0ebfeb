import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { GraderConfig } from './config.js';
import type { GradingEngine } from './engine.js';
import { GraderModule } from './grader.module.js';
import { makeLogger, nestLogger } from './logger.js';

/** Starts a grader that takes jobs until it is closed, or until the process is told to end. */
export async function bootGrader(
  config: GraderConfig,
  engine: GradingEngine,
): Promise<INestApplicationContext> {
  const logger = makeLogger(config);
  const module = GraderModule.with(config, engine, logger);
  const app = await NestFactory.createApplicationContext(module, {
    logger: nestLogger(logger),
    abortOnError: false,
  });
  return app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
}
