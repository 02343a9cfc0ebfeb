import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Refusal } from '#libs/contracts/refusal';
import { PutBack, type Delivery } from '#libs/queue/open-worker';
import { Attempt } from './attempt.js';
import { Attempts } from './attempts.js';
import { graderLogger } from './logger.js';
import { Work } from './work.js';

/** After so many beginnings, by any grader, a row that still has no end is given up: it may be what kills them. */
export const maxBeginnings = 8;

/**
 * Does one delivered job: takes its row for a new attempt, works, and leaves the row with an end or in the line for another try.
 * A second delivery of the same job finds the row ended and changes nothing.
 */
@Injectable()
export class GradeProcessor {
  constructor(
    @Inject(Work) private readonly work: Work,
    @Inject(Attempts) private readonly attempts: Attempts,
    @Inject(graderLogger) private readonly logger: Logger,
  ) {}

  async process({ job, lastTry }: Delivery): Promise<void> {
    const states = this.work.statesOf(job.kind);
    const beginning = await states.begin(job.id, maxBeginnings);
    if (beginning.kind === 'ended') return;
    if (beginning.kind === 'worn-out') {
      await this.work.giveUp(job, `Graders began it ${maxBeginnings} times and none came to an end.`);
      return;
    }
    const attempt = new Attempt(states, { id: job.id, number: beginning.attempt });
    const leave = this.attempts.enter(attempt);
    try {
      await this.work.do(job, attempt);
      this.logger.info({ job, attempt: beginning.attempt }, 'done');
    } catch (error) {
      await attempt.settle();
      await this.afterFailure({ job, lastTry }, attempt, error);
    } finally {
      leave();
    }
  }

  private async afterFailure({ job, lastTry }: Delivery, attempt: Attempt, error: unknown): Promise<void> {
    const states = this.work.statesOf(job.kind);
    const { id, number } = attempt.of;
    if (attempt.stopped === 'not-mine') {
      this.logger.info({ job }, 'stopped: it was cancelled, or another grader has it');
      return;
    }
    if (attempt.stopped === 'stopping') {
      await states.requeue(id, number, 'The grader was stopped.');
      throw new PutBack();
    }
    const says = sentenceOf(error);
    // A broken exercise is as broken at the next try.
    if (error instanceof Refusal || lastTry) {
      this.logger.error({ job, err: error }, 'given up');
      await this.work.giveUp(job, says);
      return;
    }
    this.logger.warn({ job, err: error, attempt: number }, 'failed, and will be tried again');
    await states.requeue(id, number, says);
    throw error;
  }
}

/** The failure and what caused it, for instructors: at most 4000 characters. */
function sentenceOf(error: unknown): string {
  const parts: string[] = [];
  for (let at: unknown = error; at instanceof Error && parts.length < 5; at = at.cause)
    parts.push(at.message);
  return (parts.join(': ') || String(error)).slice(0, 4_000);
}
