import { Controller, Get, HttpStatus, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OpenToAll } from '../people/access.guard.js';
import { ReadinessService, type Readiness } from './readiness.service.js';

/** What supervisors and load balancers ask. */
@ApiExcludeController()
@OpenToAll(true)
@Controller('health')
export class HealthController {
  constructor(@Inject(ReadinessService) private readonly readiness: ReadinessService) {}

  /** This process answers; restarting it would not help anything else. */
  @Get('live')
  live(): { live: true } {
    return { live: true };
  }

  /** 200 when a submission would be graded now, else 503 and why not. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const found = await this.readiness.look();
    if (!found.ready) void reply.code(HttpStatus.SERVICE_UNAVAILABLE);
    return found;
  }
}
