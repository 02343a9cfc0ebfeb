import { Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts/refusal';
import { streamsPerPerson } from './query-limits.js';

/** Counts what each person keeps open, web sockets and streams of events together, so that nobody holds all there is. */
@Injectable()
export class OpenStreams {
  readonly #open = new Map<string, number>();

  /** Ends in `TOO_MANY_REQUESTS`; otherwise returns what is called when the stream has ended. */
  begin(personId: string): () => void {
    const open = this.#open.get(personId) ?? 0;
    if (open >= streamsPerPerson) {
      throw new Refusal(
        'TOO_MANY_REQUESTS',
        `You have ${open} connections open, and nobody may have more; close one.`,
      );
    }
    this.#open.set(personId, open + 1);
    let ended = false;
    return () => {
      if (!ended) this.#end(personId);
      ended = true;
    };
  }

  #end(personId: string): void {
    const left = (this.#open.get(personId) ?? 1) - 1;
    if (left > 0) this.#open.set(personId, left);
    else this.#open.delete(personId);
  }
}
