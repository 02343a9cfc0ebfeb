import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';
import { ReadinessService } from './readiness.service.js';

/** How this process and what it depends on are doing. */
@Module({ controllers: [HealthController, MetricsController], providers: [ReadinessService, Metrics] })
export class HealthModule {}
