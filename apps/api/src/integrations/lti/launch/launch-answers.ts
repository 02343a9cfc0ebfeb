import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { apiLogger } from '../../../logger.js';
import { httpStatus } from '../../../refusals/http-status.js';
import { toRefusal } from '../../../refusals/to-refusal.js';
import { sendPage, type Page } from '../pages/page.js';
import { refusalPage } from '../pages/refusal-page.js';
import { langOf } from '../pages/texts.js';
import { ticketUsed } from './sessions.js';
import type { Redirection } from './login.service.js';

/** Answers people in the middle of a launch: with pages, also when it goes no further. */
@Injectable()
export class LaunchAnswers {
  constructor(@Inject(apiLogger) private readonly logger: Logger) {}

  async page(request: FastifyRequest, reply: FastifyReply, work: () => Promise<Page>): Promise<void> {
    try {
      sendPage(reply, 200, await work());
    } catch (error) {
      this.#refuse(request, reply, error);
    }
  }

  /** The same for a form of a page of ours: other sites, which could sign somebody in as somebody else, send none. */
  async step(request: FastifyRequest, reply: FastifyReply, work: () => Promise<Page>): Promise<void> {
    await this.page(request, reply, () => {
      // Browsers say so of every form; what is no browser says nothing.
      const site = request.headers['sec-fetch-site'] ?? 'same-origin';
      return site === 'same-origin' ? work() : Promise.reject(ticketUsed());
    });
  }

  async redirect(
    request: FastifyRequest,
    reply: FastifyReply,
    work: () => Promise<Redirection>,
  ): Promise<void> {
    try {
      const { to, cookie } = await work();
      await reply
        .code(302)
        .header('cache-control', 'no-store')
        .header('set-cookie', cookie)
        .header('location', to)
        .send();
    } catch (error) {
      this.#refuse(request, reply, error);
    }
  }

  #refuse(request: FastifyRequest, reply: FastifyReply, thrown: unknown): void {
    const { code, message } = toRefusal(thrown);
    if (code === 'INTERNAL') this.logger.error({ err: thrown }, 'a launch failed');
    else this.logger.info({ code, says: message }, 'a launch was refused');
    sendPage(reply, httpStatus[code], refusalPage(thrown, langOf(request.headers['accept-language'])));
  }
}
