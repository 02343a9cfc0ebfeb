import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { HeartbeatsStore, type Heartbeat as Beat } from '#libs/database/heartbeats.store';
import type { Sandbox } from '#libs/sandbox/sandbox';
import { gradingEngine, sandboxToken, type GradingEngine } from './engine.js';
import { graderLogger } from './logger.js';
import { selfTest } from './self-test.js';

/** Well under the minute after which the api takes a grader's self-test for too old. */
const everyMs = 20_000;
/** A grader that was killed is forgotten after this. */
const forgetMs = 3_600_000;

/** Shows in the database that this grader lives and that its sandbox works. */
@Injectable()
export class Heartbeat {
  readonly #id = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  readonly #startedAt = new Date();
  #timer: NodeJS.Timeout | null = null;
  #languages: Record<string, string> | null = null;

  constructor(
    @Inject(HeartbeatsStore) private readonly heartbeats: HeartbeatsStore,
    @Inject(sandboxToken) private readonly sandbox: Sandbox,
    @Inject(gradingEngine) private readonly engine: GradingEngine,
    @Inject(graderLogger) private readonly logger: Logger,
  ) {}

  /** Tests, shows the result, and goes on doing so. */
  async start(): Promise<void> {
    const again = (): void => {
      this.#timer = setTimeout(() => void this.beat().then(again), everyMs);
    };
    await this.forget();
    await this.beat();
    again();
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.forget();
  }

  /** Removes this grader's own row, and those of graders that were killed long ago. */
  private forget(): Promise<void> {
    return this.heartbeats.remove(this.#id, new Date(Date.now() - forgetMs));
  }

  private async beat(): Promise<void> {
    const { passed, says } = await selfTest(this.sandbox);
    if (!passed) this.logger.error({ says }, 'the self-test of the sandbox failed');
    if (passed) this.#languages ??= await this.askVersions();
    const now = new Date();
    const { engine, image, limits } = this.sandbox;
    const beat: Beat = {
      id: this.#id,
      host: hostname(),
      pid: process.pid,
      startedAt: this.#startedAt,
      beatAt: now,
      selfTestAt: now,
      selfTestPassed: passed,
      selfTestSays: says,
      engine,
      image: image.digest,
      limits,
      languages: this.#languages ?? {},
    };
    await this.heartbeats
      .beat(beat)
      .catch((error: unknown) => this.logger.error({ err: error }, 'no heartbeat could be written'));
  }

  /** Null when the sandbox failed meanwhile: asked again with the next beat. */
  private async askVersions(): Promise<Record<string, string> | null> {
    try {
      return await this.engine.readVersions(this.sandbox, AbortSignal.timeout(everyMs));
    } catch (error) {
      this.logger.error({ err: error }, 'the sandbox did not tell the versions of its languages');
      return null;
    }
  }
}
