import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/database/database';
import { HeartbeatsStore } from '#libs/database/heartbeats.store';
import type { GradeQueue } from '#libs/queue/open-queue';
import { gradeQueue } from '../queue/queue-token.js';

/** Whether submissions are graded now; each part says `ok` or a sentence. */
export interface Readiness {
  readonly ready: boolean;
  readonly database: string;
  readonly queue: string;
  readonly sandbox: string;
}

/** A self-test of the sandbox counts for a minute. */
const selfTestMs = 60_000;

/** A part that has not answered by then is not ready. */
const answerMs = 3000;

/** Looks at everything that a submission needs. */
@Injectable()
export class ReadinessService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(gradeQueue) private readonly queue: GradeQueue,
    @Inject(HeartbeatsStore) private readonly heartbeats: HeartbeatsStore,
  ) {}

  async look(): Promise<Readiness> {
    const [database, queue, sandbox] = await Promise.all([
      answers('The database does not answer.', () => this.database.ping()),
      answers('The queue does not answer.', () => this.queue.ping()),
      answers('No grader can be asked for.', () => this.#sandbox()),
    ]);
    return { ready: [database, queue, sandbox].every((part) => part === 'ok'), database, queue, sandbox };
  }

  async #sandbox(): Promise<string> {
    const since = new Date(Date.now() - selfTestMs);
    const graders = await this.heartbeats.findSince(since);
    if (
      graders.some(
        (grader) => grader.selfTestPassed && grader.selfTestAt !== null && grader.selfTestAt >= since,
      )
    )
      return 'ok';
    const [grader] = graders;
    if (grader === undefined) return 'No grader has shown itself within a minute.';
    return grader.selfTestSays === ''
      ? 'No grader has tested its sandbox within a minute.'
      : `A sandbox failed its self-test: ${grader.selfTestSays}`;
  }
}

/** Everything that goes wrong here means the same to whoever asks: not ready. The log of the part itself says more. */
function answers(otherwise: string, ask: () => Promise<string | void>): Promise<string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(otherwise), answerMs);
    void ask()
      .then(
        (says) => resolve(says ?? 'ok'),
        () => resolve(otherwise),
      )
      .finally(() => clearTimeout(timer));
  });
}
