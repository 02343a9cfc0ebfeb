import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OpenToAll } from '../../../people/access.guard.js';
import { ChoicePages } from '../choose/choice-pages.js';
import { LinkChoices } from '../choose/link-choices.js';
import { CoursePages } from './course-pages.js';
import { LaunchAnswers } from './launch-answers.js';
import { LaunchFlow } from './launch-flow.js';
import { PeopleOfPlatforms } from './people-of-platforms.js';

const Proof = z.object({ ticket: z.string().max(200), password: z.string().max(1000) });

/** What people answer in the middle of a launch. A ticket in the form is all that they show: nobody is signed in yet. */
@ApiExcludeController()
@OpenToAll(true)
@Controller('lti')
export class StepsController {
  @Inject(LaunchAnswers) private readonly answers!: LaunchAnswers;
  @Inject(LaunchFlow) private readonly flow!: LaunchFlow;

  constructor(
    @Inject(PeopleOfPlatforms) private readonly people: PeopleOfPlatforms,
    @Inject(CoursePages) private readonly courses: CoursePages,
    @Inject(ChoicePages) private readonly choices: ChoicePages,
    @Inject(LinkChoices) private readonly links: LinkChoices,
  ) {}

  @Post('account')
  async account(@Body() given: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.answers.step(request, reply, async () => {
      const { ticket, password } = Proof.parse(given);
      const proved = await this.people.prove(ticket, password, request.ip);
      return proved.kind === 'ask' ? proved.page : this.flow.goOn(proved.launch, proved.person);
    });
  }

  @Post('course')
  async course(@Body() given: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.answers.step(request, reply, async () => {
      const { launch, person, page } = await this.courses.answer(given);
      return page ?? this.flow.goOn(launch, person);
    });
  }

  @Post('choose')
  async choose(@Body() given: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.answers.step(request, reply, async () => {
      const chosen = await this.choices.answer(given);
      return (await this.links.take(chosen)) ?? this.flow.goOn(chosen.launch, chosen.person);
    });
  }
}
