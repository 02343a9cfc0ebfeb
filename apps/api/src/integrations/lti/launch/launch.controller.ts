import { Body, Controller, Get, Header, Headers, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OpenToAll } from '../../../people/access.guard.js';
import { pageScript } from '../pages/page-script.js';
import { handOverPage } from '../pages/entry-page.js';
import { langOf } from '../pages/texts.js';
import { endedCookie } from './browser-cookie.js';
import { LaunchAnswers } from './launch-answers.js';
import { LaunchFlow } from './launch-flow.js';
import { LoginService } from './login.service.js';
import { PeopleOfPlatforms } from './people-of-platforms.js';
import { Sessions } from './sessions.js';

const Entry = z.object({ ticket: z.string().max(200) });

/** The way of a launch: login, launch, and into ipclab. */
@ApiExcludeController()
@OpenToAll(true)
@Controller('lti')
export class LaunchController {
  @Inject(LaunchAnswers) private readonly answers!: LaunchAnswers;

  constructor(
    @Inject(LoginService) private readonly logins: LoginService,
    @Inject(PeopleOfPlatforms) private readonly people: PeopleOfPlatforms,
    @Inject(LaunchFlow) private readonly flow: LaunchFlow,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Get('page.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', 'public, max-age=300')
  script(): string {
    return pageScript;
  }

  /** Platforms begin a login by either method. */
  @Get('login')
  loginByGet(@Query() given: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.#login(given, request, reply);
  }

  @Post('login')
  loginByPost(@Body() given: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.#login(given, request, reply);
  }

  @Post('launch')
  async launch(@Body() given: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.answers.page(request, reply, async () => {
      const { launch, state } = await this.logins.finish(given, request.headers.cookie);
      void reply.header('set-cookie', endedCookie(state));
      const recognised = await this.people.recognise(launch);
      return recognised.kind === 'ask' ? recognised.page : this.flow.goOn(launch, recognised.person);
    });
  }

  @Post('enter')
  async enter(@Body() given: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.answers.step(request, reply, async () => {
      const { token, next } = await this.sessions.enter(Entry.parse(given).ticket);
      return handOverPage(langOf(request.headers['accept-language']), token, next);
    });
  }

  /** Who opens the address of a launch in a browser reads why nothing comes of it. */
  @Get('launch')
  @Header('content-type', 'text/plain; charset=utf-8')
  noLaunch(@Headers('accept-language') language: unknown): string {
    return langOf(language) === 'zh'
      ? '课程平台会打开此地址；请点击课程中的链接。\n'
      : 'Course platforms open this address; follow the link in your course.\n';
  }

  async #login(given: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.answers.redirect(request, reply, () => this.logins.begin(given));
  }
}
