import { lookup } from 'node:dns/promises';
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { checkUrl, type Reach } from './check-url.js';
import { isPublicAddress } from './public-address.js';

/** From looking the name up to the end of the answer. */
const answerMs = 10_000;

/** What is kept of an answer. */
const keptBytes = 1_024;

/** An address as a resolver gives it. */
export interface Resolved {
  readonly address: string;
  readonly family: number;
}

/** Looks a name up; that of the system unless a test says otherwise. */
export type Resolve = (hostname: string) => Promise<readonly Resolved[]>;

/** What is sent, and how far it may go. */
export interface Post {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly reach: Reach;
}

/** An answer with its first 1024 bytes, or why there is none, in a sentence for whoever set the endpoint up. */
export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly start: string }
  | { readonly kind: 'failed'; readonly says: string };

/** What may go wrong before anything is sent. */
class NotSent extends Error {}

const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * Posts to an address that somebody else chose, so that nobody reaches through us what only we reach: the name is looked up once, every
 * address of it has to be public, the connection goes to the one that was looked at, and no redirect is followed. Never rejects.
 */
export async function postSafely(post: Post, resolve: Resolve = systemResolve): Promise<Answer> {
  const deadline = AbortSignal.timeout(answerMs);
  try {
    const url = checkUrl(post.url, post.reach);
    const address = await resolveOnce(url, post.reach, { resolve, deadline });
    const answer = await exchange(post, { url, address, deadline });
    return { kind: 'answered', ...answer };
  } catch (error) {
    return { kind: 'failed', says: sentenceOf(error, deadline) };
  }
}

interface Looking {
  readonly resolve: Resolve;
  readonly deadline: AbortSignal;
}

async function resolveOnce(url: URL, reach: Reach, { resolve, deadline }: Looking): Promise<Resolved> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(hostname);
  const found =
    family === 0 ? await beforeDeadline(resolve(hostname), deadline) : [{ address: hostname, family }];
  const [first] = found;
  if (first === undefined) throw new NotSent(`The name ${hostname} has no address.`);
  const hidden = found.find(({ address }) => !isPublicAddress(address));
  if (reach === 'public' && hidden !== undefined)
    throw new NotSent(
      `The name ${hostname} leads to ${hidden.address}, which is not on the public internet.`,
    );
  return first;
}

function beforeDeadline<T>(work: Promise<T>, deadline: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    deadline.addEventListener('abort', () => reject(new Error('late')), { once: true });
    work.then(resolve, reject);
  });
}

interface Exchange {
  readonly url: URL;
  readonly address: Resolved;
  readonly deadline: AbortSignal;
}

function exchange(
  post: Post,
  { url, address, deadline }: Exchange,
): Promise<{ status: number; start: string }> {
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...post.headers, 'content-length': Buffer.byteLength(post.body) },
    // A connection of its own: one that is kept could be to what the name meant before.
    agent: false,
    signal: deadline,
    lookup: (_hostname, { all }, callback) => {
      if (all === true) callback(null, [{ ...address }]);
      else callback(null, address.address, address.family);
    },
  };
  return new Promise((resolve, reject) => {
    const request: ClientRequest =
      url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options);
    request.on('error', reject);
    request.on('response', (response) => {
      readStart(response)
        .then((start) => resolve({ status: response.statusCode ?? 0, start }), reject)
        .finally(() => request.destroy());
    });
    request.end(post.body);
  });
}

async function readStart(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const piece = Buffer.from(chunk);
    chunks.push(piece);
    bytes += piece.length;
    if (bytes >= keptBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, keptBytes).toString();
}

function sentenceOf(error: unknown, deadline: AbortSignal): string {
  if (deadline.aborted) return `There was no whole answer within ${answerMs / 1_000} seconds.`;
  if (!(error instanceof Error)) return 'It could not be sent.';
  const { message } = error;
  const says = /[.!?]$/.test(message) ? message : `The connection failed: ${message}.`;
  return says.slice(0, 500);
}
