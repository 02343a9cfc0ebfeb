import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { checkPrograms, checkSources } from '#libs/catalogue/check-files';
import { HostedRequest } from '#libs/contracts/hosted-run';
import { endStates } from '#libs/contracts/progress';
import { Refusal } from '#libs/contracts/refusal';
import { HostedRunsStore, type HostedRun } from '#libs/database/hosted-runs.store';
import type { Person } from '#libs/database/people.store';
import { apiConfig, type ApiConfig } from '../config.js';
import { JobAdder } from '../queue/job-adder.js';

const Id = z.uuid();

/** Takes runs of the hosted sandbox: any programs, ungraded, for whoever is signed in. */
@Injectable()
export class RunsService {
  constructor(
    @Inject(HostedRunsStore) private readonly runs: HostedRunsStore,
    @Inject(JobAdder) private readonly jobs: JobAdder,
    @Inject(apiConfig) private readonly config: ApiConfig,
  ) {}

  /** Commits the row and adds its job. Ends in the refusals of `checkSources`, `PROGRAM_MISSING`, `BAD_INPUT` or `TOO_MANY_WAITING`. */
  async start(person: Person, input: unknown): Promise<HostedRun> {
    const request = HostedRequest.parse(input);
    checkTexts(request.programs);
    const files = checkSources(request.files);
    const names = request.programs.map((program) => program.name);
    checkPrograms(files, { builder: 'This run', programs: names }, request.language);
    const run = await this.runs.create(
      person.id,
      { ...request, files },
      this.config.IPCLAB_WAITING_PER_PERSON,
    );
    await this.jobs.add({ kind: 'run', id: run.id }, run.priority);
    return run;
  }

  /** Only whoever started a run sees it. Ends in `NOT_FOUND` for everybody else. */
  async find(person: Person, id: string): Promise<HostedRun> {
    const found = Id.safeParse(id).success ? await this.runs.find(id) : null;
    if (found !== null && found.personId === person.id) return found;
    throw new Refusal('NOT_FOUND', 'You have no run with this id.');
  }

  /** Ends in `ALREADY_ENDED` when there is nothing left to cancel. */
  async cancel(person: Person, id: string): Promise<HostedRun> {
    const found = await this.find(person, id);
    if (endStates.includes(found.state) || !(await this.runs.states.cancel(id))) {
      throw new Refusal('ALREADY_ENDED', 'This run has ended; there is nothing left to cancel.');
    }
    await this.jobs.remove(id);
    return this.find(person, id);
  }
}

/** NUL ends an argument for every program (execve(2)), and neither it nor half a surrogate pair can be kept as text. */
function checkTexts(programs: HostedRequest['programs']): void {
  const texts = programs.flatMap((program) => [...program.args, program.stdin]);
  if (texts.every((text) => !/[\0\p{Cs}]/u.test(text))) return;
  throw new Refusal('BAD_INPUT', 'Arguments and standard input are text without NUL characters.');
}
