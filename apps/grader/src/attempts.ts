import { Inject, Injectable } from '@nestjs/common';
import { endStates } from '#libs/contracts/progress';
import { ProgressStore } from '#libs/database/progress.store';
import { ProgressChannel } from '#libs/queue/progress-channel';
import type { Attempt } from './attempt.js';

/** The attempts that this grader has under way, each stopped as soon as its row ends without it. */
@Injectable()
export class Attempts {
  readonly #underWay = new Set<Attempt>();

  constructor(
    @Inject(ProgressChannel) channel: ProgressChannel,
    @Inject(ProgressStore) private readonly progress: ProgressStore,
  ) {
    channel.onAnnouncement((announcement) => {
      if (announcement.kind === 'gap') void this.lookAgain();
      else if (endStates.includes(announcement.change.state)) this.rowEnded(announcement.change.id);
    });
  }

  /** Gives the function that ends the watch over it. */
  enter(attempt: Attempt): () => void {
    this.#underWay.add(attempt);
    return () => this.#underWay.delete(attempt);
  }

  stopAll(): void {
    for (const attempt of this.#underWay) attempt.stop('stopping');
  }

  private rowEnded(id: string): void {
    for (const attempt of this.#underWay) if (attempt.of.id === id) attempt.stop('not-mine');
  }

  /** Announcements may have been missed, so the rows are asked. What cannot be asked now is found at the attempt's next stage. */
  private async lookAgain(): Promise<void> {
    for (const { of } of this.#underWay) {
      const row = await this.progress.find(of.id).catch(() => null);
      if (row !== null && endStates.includes(row.state)) this.rowEnded(of.id);
    }
  }
}
