import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Refusal } from '#libs/contracts/refusal';
import { answerJobe, isJobe } from '../integrations/jobe/answer-refusal.js';
import { apiLogger } from '../logger.js';
import { httpStatus } from './http-status.js';
import { toRefusal } from './to-refusal.js';

/** Answers every failure of a REST call with problem details (RFC 9457) that carry the refusal's code; GraphQL formats its own. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(@Inject(apiLogger) private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') return thrown;
    const refusal = toRefusal(thrown);
    if (refusal.code === 'INTERNAL') this.logger.error({ err: thrown }, 'a request failed');
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    // Somebody hijacked the answer to stream it, and it has begun: nothing can be said any more.
    if (reply.sent) return undefined;
    const request = http.getRequest<FastifyRequest>();
    if (isJobe(request.url)) return answerJobe(reply, refusal);
    const status = httpStatus[refusal.code];
    if (status === 401) void reply.header('www-authenticate', 'Bearer');
    if (request.url.startsWith('/graphql')) return reply.code(status).send(asGraphQl(refusal));
    return reply.code(status).type('application/problem+json').send(asProblem(refusal, request.url));
  }
}

/** Writes a refusal as problem details, with its code as an extension member. */
export function asProblem(refusal: Refusal, url: string) {
  return {
    type: `urn:ipclab:refusal:${refusal.code.toLowerCase().replaceAll('_', '-')}`,
    title: refusal.code,
    status: httpStatus[refusal.code],
    detail: refusal.message,
    instance: url.split('?', 1)[0] ?? url,
    code: refusal.code,
  };
}

/** A request that never came as far as Apollo, such as one with too large a body, is answered in GraphQL's shape all the same. */
function asGraphQl(refusal: Refusal) {
  return { errors: [{ message: refusal.message, extensions: { code: refusal.code } }] };
}
