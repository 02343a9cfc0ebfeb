import { endStates } from '#libs/contracts/progress';
import type { SubmissionProgress, SubmissionState } from '#libs/contracts/progress';
import type { ProgressRow, ProgressStore } from '#libs/database/progress.store';
import { listen } from './progress/announcements.js';
import type { Announcement, Change, Listening } from './progress/announcements.js';
import { Inbox } from './progress/inbox.js';

export interface ChannelOptions {
  readonly databaseUrl: string;
  readonly progress: ProgressStore;
  /** Told of each trouble with the connection; the channel connects again by itself. */
  readonly onError: (error: Error) => void;
}

/** Places in the line are looked up again at most so often. */
const lineEveryMs = 1_000;

/** What a watcher is woken by: an announcement, or that others left the line before it. */
type News = Announcement | { readonly kind: 'line-moved' };

const gap: News = { kind: 'gap' };

/** What a watcher reads at the end of work that brought no report. */
const endSays: Partial<Record<SubmissionState, string>> = {
  NOT_GRADED:
    'This could not be graded because something failed on our side. It costs no points; an instructor can see why.',
  CANCELLED: 'This was cancelled before it was graded.',
};

/**
 * Carries the progress of gradings from any grader to any number of watchers in any process. The row is the truth and the
 * database announces each change of it, so a watcher that comes late or lost its connection has missed nothing that counts.
 */
export class ProgressChannel {
  readonly #callbacks = new Set<(announcement: Announcement) => void>();
  readonly #watchers = new Map<Inbox<News>, string>();
  readonly #courses = new Map<Inbox<Announcement>, string>();
  #listening: Listening | null = null;
  #lineTimer: NodeJS.Timeout | null = null;

  private constructor(private readonly progress: ProgressStore) {}

  static async open(options: ChannelOptions): Promise<ProgressChannel> {
    const channel = new ProgressChannel(options.progress);
    const hear = (announcement: Announcement): void => channel.hear(announcement);
    channel.#listening = await listen({ databaseUrl: options.databaseUrl, onError: options.onError, hear });
    return channel;
  }

  /**
   * Where work stands now and each change from then on, in order, until it has ended. Ends at once for an unknown id. Listens
   * before it reads the row, so that nothing falls between. `return` ends it early; so does closing the channel.
   */
  watch(id: string): AsyncIterableIterator<SubmissionProgress> {
    const inbox = new Inbox<News>(gap);
    const generator = this.follow(id, inbox);
    return {
      next: () => generator.next(),
      return: () => {
        // The generator may be waiting for an announcement that never comes.
        inbox.close();
        return generator.return(undefined);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /**
   * Every change of a course's hand-ins from now on, in order. Who reads too slowly finds a `gap` in the place of what was missed, as
   * after a lost connection. `return` ends it; so does closing the channel.
   */
  watchCourse(courseId: string): AsyncIterableIterator<Announcement> {
    const inbox = new Inbox<Announcement>({ kind: 'gap' });
    this.#courses.set(inbox, courseId);
    const end = (): Promise<IteratorResult<Announcement>> => {
      this.#courses.delete(inbox);
      inbox.close();
      return Promise.resolve({ done: true, value: undefined });
    };
    return {
      next: async () => {
        const value = await inbox.take();
        return value === null ? end() : { done: false, value };
      },
      return: end,
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /** Calls back for every announcement, until the returned function is called. */
  onAnnouncement(callback: (announcement: Announcement) => void): () => void {
    this.#callbacks.add(callback);
    return () => this.#callbacks.delete(callback);
  }

  async close(): Promise<void> {
    if (this.#lineTimer !== null) clearTimeout(this.#lineTimer);
    for (const inbox of [...this.#watchers.keys(), ...this.#courses.keys()]) inbox.close();
    await this.#listening?.close();
  }

  private async *follow(id: string, inbox: Inbox<News>): AsyncGenerator<SubmissionProgress, undefined> {
    this.#watchers.set(inbox, id);
    try {
      let seen = await this.progress.find(id);
      if (seen === null) return;
      yield toProgress(seen);
      while (!endStates.includes(seen.state)) {
        const news = await inbox.take();
        if (news === null) return;
        const now: ProgressRow | null = await this.readAfter(seen, news);
        if (now === null) continue;
        seen = now;
        yield toProgress(seen);
      }
    } finally {
      this.#watchers.delete(inbox);
      inbox.close();
    }
  }

  /** What the news adds to what was seen, or null when it adds nothing. */
  private async readAfter(seen: ProgressRow, news: News): Promise<ProgressRow | null> {
    if (news.kind === 'change' && news.change.revision <= seen.revision) return null;
    if (news.kind === 'change' && news.change.state !== 'QUEUED') return apply(seen, news.change);
    if (news.kind === 'line-moved' && seen.state !== 'QUEUED') return null;
    const now = await this.progress.find(seen.id);
    if (now === null || now.revision < seen.revision) return null;
    return now.revision > seen.revision || now.queuePosition !== seen.queuePosition ? now : null;
  }

  private hear(announcement: Announcement): void {
    for (const tell of this.#callbacks) tell(announcement);
    for (const [inbox, id] of this.#watchers) {
      if (announcement.kind === 'gap' || announcement.change.id === id) inbox.put(announcement);
    }
    for (const [inbox, courseId] of this.#courses) {
      if (announcement.kind === 'gap' || announcement.change.courseId === courseId) inbox.put(announcement);
    }
    const leavesLine =
      announcement.kind === 'change' && ['COMPILING', 'CANCELLED'].includes(announcement.change.state);
    if (leavesLine) this.#lineTimer ??= setTimeout(() => this.tellLine(), lineEveryMs);
  }

  private tellLine(): void {
    this.#lineTimer = null;
    for (const inbox of this.#watchers.keys()) inbox.put({ kind: 'line-moved' });
  }
}

function apply(seen: ProgressRow, change: Change): ProgressRow {
  return { ...seen, ...change, queuePosition: null };
}

function toProgress(row: ProgressRow): SubmissionProgress {
  const { state, stage, done, total, queuePosition } = row;
  return { submissionId: row.id, state, stage, done, total, queuePosition, says: endSays[state] ?? null };
}
