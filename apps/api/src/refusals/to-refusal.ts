import { HttpException } from '@nestjs/common';
import { ZodError } from 'zod';
import { Refusal } from '#libs/contracts/refusal';

/** What callers are told of a failure that is ours; the log has the rest. */
export const internal = 'Something went wrong on our side; it has been written down.';

/**
 * Says whatever was thrown as a refusal. What is not the caller's mistake becomes `INTERNAL`, which says nothing about the inside:
 * whoever calls this logs the original.
 */
export function toRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown.code === 'BAD_EXERCISE' ? brokenExercise() : thrown;
  if (thrown instanceof ZodError) return new Refusal('BAD_INPUT', sentenceOf(thrown));
  const status = statusOf(thrown);
  if (status === 404) return new Refusal('NOT_FOUND', 'There is nothing at this address.');
  if (status === 413) return new Refusal('UPLOAD_TOO_LARGE', 'This request is larger than one may be.');
  if (status === 429)
    return new Refusal('TOO_MANY_REQUESTS', 'Too many requests came from here; wait a minute.');
  if (status >= 400 && status < 500 && thrown instanceof Error)
    return new Refusal('BAD_INPUT', `${thrown.message.replace(/\.$/, '')}.`);
  return new Refusal('INTERNAL', internal);
}

/** Says the first three flaws that zod found, each with its place. */
export function sentenceOf(error: ZodError): string {
  const flaws = error.issues.slice(0, 3).map((issue) => {
    const where = issue.path.map(String).join('.');
    return where === '' ? issue.message : `${where}: ${issue.message}`;
  });
  return `${flaws.join('; ')}.`;
}

/** Fastify and Nest both put the HTTP status that they mean on what they throw. */
function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number')
    return thrown.statusCode;
  return 500;
}

/** The refusal itself names files of this server; it is for authors, in the log and in `ipclab exercise check`. */
function brokenExercise(): Refusal {
  return new Refusal('BAD_EXERCISE', 'This exercise is broken on this server; tell your instructor.');
}
