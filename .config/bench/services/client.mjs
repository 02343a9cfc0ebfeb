import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** A grading that takes longer is none that is worth measuring: 2 minutes, also at the end of a full queue. */
const gradedMs = 120_000;
const endStates = new Set(['GRADED', 'NOT_GRADED', 'CANCELLED']);

const submitMutation = 'mutation ($input: SubmitInput!) { submit(input: $input) { id } }';
const progressSubscription = 'subscription ($id: ID!) { submissionProgress(id: $id) { state } }';
const reportQuery = `query ($id: ID!) { submission(id: $id) {
  report { outcome passed points checks { name passed says } timing { queueMs compileMs runMs totalMs } }
} }`;

/** A student's program at the api: hands in over HTTP, watches over one web socket that stays open. */
export class Client {
  #graphql;
  #headers;
  #socket;

  /** Resolves when the web socket is open and the token was accepted on it. */
  static async open({ url, token }) {
    const client = new Client();
    client.#graphql = `${url}/graphql`;
    client.#headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    await new Promise((resolve, reject) => {
      client.#socket = createClient({
        url: client.#graphql.replace(/^http/, 'ws'),
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${token}` },
        lazy: false,
        retryAttempts: 0,
        onNonLazyError: reject,
        on: { connected: resolve },
      });
    });
    return client;
  }

  /** Hands in and resolves to the submission's id. */
  async submit({ slug, files }) {
    const input = { exercise: slug, language: 'c', files };
    return (await this.#ask(submitMutation, { input })).submit.id;
  }

  /** Resolves when the api says over the web socket that the report is there; rejects when there will be none. */
  async graded(id, signal) {
    const watch = this.#socket.iterate({ query: progressSubscription, variables: { id } });
    const giveUp = () => void watch.return();
    const limit = AbortSignal.any([signal, AbortSignal.timeout(gradedMs)]);
    limit.addEventListener('abort', giveUp, { once: true });
    let state = 'unknown';
    for await (const { data, errors } of watch) {
      if (errors) throw new Error(`The progress of ${id} is not told: ${errors[0].message}`);
      state = data.submissionProgress.state;
      if (endStates.has(state)) break;
    }
    limit.removeEventListener('abort', giveUp);
    limit.throwIfAborted();
    if (state !== 'GRADED') throw new Error(`Submission ${id} ended as ${state}.`);
  }

  /** The report's times. Throws when it is not full points: the time of another grading is not the one that was meant. */
  async timingOf(id) {
    const { report } = (await this.#ask(reportQuery, { id })).submission;
    if (report?.passed) return report.timing;
    throw new Error(`Submission ${id} should have passed: ${JSON.stringify(report)}`);
  }

  async close() {
    await this.#socket.dispose();
  }

  async #ask(query, variables) {
    const response = await fetch(this.#graphql, {
      method: 'POST',
      headers: this.#headers,
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(gradedMs),
    });
    const { data, errors } = await response.json();
    if (errors) throw new Error(`The api refused: ${errors[0].message}`);
    return data;
  }
}
