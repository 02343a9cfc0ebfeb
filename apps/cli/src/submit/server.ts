import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { SubmissionProgress } from '#libs/contracts/progress';
import { Refusal, refusalCodes } from '#libs/contracts/refusal';

const Failure = z.object({ message: z.string(), extensions: z.object({ code: z.enum(refusalCodes) }) });
const Answer = z.object({ data: z.unknown(), errors: z.array(Failure).min(1).optional() });
const Event = z.object({ data: z.object({ submissionProgress: SubmissionProgress }) });

const watchProgress = `subscription ($id: ID!) {
  submissionProgress(id: $id) { submissionId state stage done total queuePosition says }
}`;

/** An answer later than this is none: the largest hand-in takes seconds. */
const answerMs = 30_000;

/** How often a lost connection is tried again, with growing pauses; the server then says where the submission stands. */
const retries = 10;

/** One question in GraphQL and the shape of its answer. */
export interface Question<Shape> {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly shape: z.ZodType<Shape>;
}

/** A server of ipclab, asked as one person. */
export class Server {
  readonly #graphql: URL;

  /** Throws `Refusal BAD_INPUT` when `url` is none. */
  constructor(
    url: string,
    private readonly token: string,
  ) {
    const parsed = z.url({ protocol: /^https?$/ }).safeParse(url);
    if (!parsed.success)
      throw new Refusal('BAD_INPUT', `${url} is no address of a server, such as http://127.0.0.1:3000.`);
    this.#graphql = new URL('graphql', parsed.data.endsWith('/') ? parsed.data : `${parsed.data}/`);
  }

  /** Throws the server's refusal as one of ours, and an Error when no ipclab answers there. */
  async ask<Shape>({ query, variables, shape }: Question<Shape>): Promise<Shape> {
    const { data, errors } = Answer.parse(await this.#post({ query, variables }));
    if (errors !== undefined) throw refusalOf(errors);
    return shape.parse(data);
  }

  /** Yields where a submission stands and each change until it has ended. */
  async *watch(id: string): AsyncGenerator<SubmissionProgress, void> {
    const client = createClient({
      url: this.#graphql.href.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${this.token}` },
      retryAttempts: retries,
    });
    try {
      for await (const event of client.iterate({ query: watchProgress, variables: { id } })) {
        yield Event.parse(event).data.submissionProgress;
      }
    } catch (thrown) {
      throw understand(thrown);
    } finally {
      await client.dispose();
    }
  }

  async #post(body: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${this.token}` };
    let response: Response;
    try {
      const signal = AbortSignal.timeout(answerMs);
      response = await fetch(this.#graphql, { method: 'POST', headers, body: JSON.stringify(body), signal });
    } catch (cause) {
      throw new Error(`No server answers at ${this.#graphql.origin}.`, { cause });
    }
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new Error(
        `What answers at ${this.#graphql.href} is no ipclab server (status ${response.status}).`,
        { cause },
      );
    }
  }
}

/** Over a web socket refusals come as a list, and a closed connection as the event that closed it. */
function understand(thrown: unknown): unknown {
  const refused = z.array(Failure).min(1).safeParse(thrown);
  if (refused.success) return refusalOf(refused.data);
  const closed = z.object({ code: z.number(), reason: z.string() }).safeParse(thrown);
  if (!closed.success) return thrown;
  return new Error(`The server closed the connection (${closed.data.code} ${closed.data.reason}).`);
}

function refusalOf(failures: z.infer<typeof Failure>[]): Refusal {
  const [failure] = failures;
  return new Refusal(failure?.extensions.code ?? 'INTERNAL', failure?.message ?? 'The server refused.');
}
