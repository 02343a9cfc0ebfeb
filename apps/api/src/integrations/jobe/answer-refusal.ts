import type { FastifyReply } from 'fastify';
import type { Refusal } from '#libs/contracts/refusal';
import { httpStatus } from '../../refusals/http-status.js';

/** Whether a request is one of Jobe's REST API. */
export function isJobe(url: string): boolean {
  return url.startsWith('/jobe/');
}

/**
 * Answers a refusal as Jobe does: a sentence as a JSON string. Of what is wrong with a run Jobe only knows 400, and 403 for a key
 * that is missing, unknown or revoked; CodeRunner tells its users by these numbers what happened.
 */
export function answerJobe(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return reply
    .code(statusOf(refusal))
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(refusal.message));
}

function statusOf({ code }: Refusal): number {
  const status = httpStatus[code];
  if (status === 401) return 403;
  return status === 422 ? 400 : status;
}
