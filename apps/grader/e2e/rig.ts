import { Database } from '#libs/database/database';
import { HeartbeatsStore } from '#libs/database/heartbeats.store';
import { HostedRunsStore } from '#libs/database/hosted-runs.store';
import { PeopleStore } from '#libs/database/people.store';
import { PicturesStore } from '#libs/database/pictures.store';
import { ProgressStore } from '#libs/database/progress.store';
import { ReportsStore } from '#libs/database/reports.store';
import { SubmissionsStore } from '#libs/database/submissions.store';
import { openQueue, type GradeQueue } from '#libs/queue/open-queue';
import { ProgressChannel } from '#libs/queue/progress-channel';
import { aPerson, aSubmission } from '#libs/testing/factories';
import type { SubmissionProgress } from '#libs/contracts/progress';
import { bootGrader } from '../src/boot.js';
import { readConfig } from '../src/config.js';
import { anEngine, type GradeLike } from './fake-engine.js';

/** Where a test's database and queue are; `queueUrl` null is the queue on PostgreSQL. */
export interface RigAddress {
  readonly databaseUrl: string;
  readonly queueUrl: string | null;
}

/** Short times, so that a test of recovery takes seconds. */
export function graderEnvironment({ databaseUrl, queueUrl }: RigAddress): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    ...(queueUrl === null ? {} : { QUEUE_URL: queueUrl }),
    IPCLAB_LOG_LEVEL: 'silent',
    IPCLAB_GRADER_CONCURRENCY: '2',
    IPCLAB_GRADER_LOCK_MS: '1000',
    IPCLAB_GRADER_SWEEP_MS: '300',
    IPCLAB_GRADER_GRACE_MS: '100',
  };
}

/** The other side of a grader: hands in as the api does, and looks at what came of it. */
export class Rig {
  readonly submissions: SubmissionsStore;
  readonly runs: HostedRunsStore;
  readonly reports: ReportsStore;
  readonly pictures: PicturesStore;
  readonly heartbeats: HeartbeatsStore;
  readonly #closing: (() => Promise<void>)[] = [];

  get queue(): GradeQueue {
    return this.lines.queue;
  }

  private constructor(
    readonly address: RigAddress,
    readonly database: Database,
    readonly lines: { readonly queue: GradeQueue; readonly channel: ProgressChannel },
  ) {
    this.submissions = new SubmissionsStore(database);
    this.runs = new HostedRunsStore(database);
    this.reports = new ReportsStore(database);
    this.pictures = new PicturesStore(database);
    this.heartbeats = new HeartbeatsStore(database);
  }

  static async open(address: RigAddress): Promise<Rig> {
    const database = new Database({ url: address.databaseUrl, connections: 4 });
    const queue = await openQueue({ address, onError: () => {} });
    const progress = new ProgressStore(database);
    const channel = await ProgressChannel.open({
      databaseUrl: address.databaseUrl,
      progress,
      onError: () => {},
    });
    return new Rig(address, database, { queue, channel });
  }

  /** Starts a grader in this process; the rig ends it unless the test does. */
  async startGrader(grade: GradeLike): Promise<{ stop: () => Promise<void> }> {
    const app = await bootGrader(readConfig(graderEnvironment(this.address)), anEngine(grade));
    let stopping: Promise<void> | null = null;
    const stop = () => (stopping ??= app.close());
    this.#closing.push(stop);
    return { stop };
  }

  async aPersonsId(): Promise<string> {
    return (await new PeopleStore(this.database).create(aPerson())).id;
  }

  /** A row as the api commits it, without its job. */
  async aRow(parts: Partial<Parameters<typeof aSubmission>[0]> = {}): Promise<string> {
    const personId = await this.aPersonsId();
    return (await this.submissions.create(aSubmission({ personId, ...parts }), 100)).submission.id;
  }

  async handIn(parts: Partial<Parameters<typeof aSubmission>[0]> = {}): Promise<string> {
    const id = await this.aRow(parts);
    await this.queue.add({ kind: 'submission', id }, 1);
    return id;
  }

  /** Resolves with the last thing a watcher sees. */
  async endOf(id: string): Promise<SubmissionProgress> {
    let last: SubmissionProgress | null = null;
    for await (const progress of this.lines.channel.watch(id)) last = progress;
    if (last === null) throw new Error(`There is no row ${id}`);
    return last;
  }

  /** Resolves when a watcher sees this state. */
  async reaches(id: string, state: SubmissionProgress['state']): Promise<void> {
    for await (const progress of this.lines.channel.watch(id)) if (progress.state === state) return;
    throw new Error(`${id} ended without having been ${state}`);
  }

  async close(): Promise<void> {
    for (const close of this.#closing) await close();
    await this.lines.channel.close();
    await this.queue.close();
    await this.database.close();
  }
}
