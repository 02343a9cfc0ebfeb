import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { apiConfig, type ApiConfig } from '../../../config.js';
import { parseUrl } from './parse-url.js';
import { PlatformTrouble } from './platform-trouble.js';

/** How long a platform may take for one answer with its body, in milliseconds. */
const answerMs = 10_000;

/** The most that an answer may hold, in bytes: a page of a roster of thousands is well below. */
const answerBytes = 4 * 1024 * 1024;

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** An answer that was read to its end. */
export interface PlatformAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What is asked of a platform. */
export interface PlatformRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks course platforms over the network: only https, no redirects, within a time and a size. */
@Injectable()
export class Outgoing implements BeforeApplicationShutdown {
  readonly #stop = new AbortController();

  constructor(@Inject(apiConfig) private readonly config: ApiConfig) {}

  /** A platform that takes its time does not keep the api from ending. */
  beforeApplicationShutdown(): void {
    this.#stop.abort();
  }

  /** Whether this address may be asked at all; platforms within a campus have private addresses. */
  allows(address: string): boolean {
    const url = parseUrl(address);
    if (url === null || url.username !== '' || url.password !== '') return false;
    const here = loopback.test(url.hostname);
    if (here) return this.config.IPCLAB_LTI_LOOPBACK === 'allowed' && /^https?:$/.test(url.protocol);
    return url.protocol === 'https:';
  }

  /** Resolves to any answer that is no redirect. Ends in `PlatformTrouble` when there is none. */
  async ask(address: string, request: PlatformRequest = {}): Promise<PlatformAnswer> {
    if (!this.allows(address))
      throw PlatformTrouble.lasting(`The address ${address} is not asked: it has to be https.`);
    const host = new URL(address).host;
    const { method = 'GET', headers = {}, body } = request;
    const init = { method, headers: { ...headers }, ...(body === undefined ? {} : { body }) };
    const slow = AbortSignal.timeout(answerMs);
    const signal = AbortSignal.any([slow, this.#stop.signal]);
    try {
      const response = await fetch(address, { ...init, redirect: 'manual', signal });
      const text = await readBounded(response);
      if (response.status >= 300 && response.status < 400)
        throw PlatformTrouble.passing(
          `${host} sent us elsewhere (HTTP ${response.status}), and we do not follow.`,
        );
      return { status: response.status, headers: response.headers, text };
    } catch (error) {
      if (error instanceof PlatformTrouble) throw error;
      const says = slow.aborted ? `did not answer within ${answerMs / 1000} seconds` : 'could not be reached';
      throw PlatformTrouble.passing(`${host} ${says}.`, { cause: error });
    }
  }
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > answerBytes) throw PlatformTrouble.passing(`The answer is larger than ${answerBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
