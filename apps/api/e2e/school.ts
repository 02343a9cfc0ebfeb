import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { vi } from 'vitest';
import { z } from 'zod';
import type { RunningSystem } from '#libs/testing/running-system';

/** What is set to the class. */
export const exercise = 'pipe/01-parent-to-child';

/** Of waiting for graders on two loaded cores. */
export const patience = { timeout: 120_000, interval: 200 };

/** One file of a hand-in. */
export interface HandIn {
  readonly assignmentId: string;
  readonly path: string;
  readonly content: string;
}

const Accounts = z.array(z.object({ role: z.string(), password: z.string() }));
const WithId = z.object({ id: z.string() });
const Graded = z.object({
  state: z.string(),
  report: z.object({ points: z.number(), passed: z.boolean(), outcome: z.string() }).nullable(),
});
const Results = z.object({
  results: z.object({
    gradebook: z.object({
      totalCount: z.number(),
      edges: z.array(
        z.object({
          node: z.object({
            person: z.object({ email: z.string() }),
            total: z.number().nullable(),
            cells: z.array(z.object({ counts: z.number().nullable(), attempts: z.number() })),
          }),
        }),
      ),
    }),
    checkFailures: z.array(
      z.object({
        tried: z.number(),
        checks: z.array(z.object({ failing: z.number(), name: z.object({ en: z.string() }) })),
      }),
    ),
  }),
});
const Invited = z.object({
  invitations: z.array(z.object({ secret: z.string(), person: z.object({ email: z.string() }) })),
});

/** A running system as the people of one course use it, over HTTP. */
export class School {
  constructor(private readonly system: RunningSystem) {}

  /** Asks, and gives what was answered under the operation's own name; fails with the first refusal. */
  async ask(query: string, variables: object, token: string): Promise<unknown> {
    const answer = await request(this.system.url)
      .post('/graphql')
      .set('authorization', `Bearer ${token}`)
      .send({ query, variables });
    const { data, errors } = z
      .object({ data: z.record(z.string(), z.unknown()).nullish(), errors: z.array(z.unknown()).optional() })
      .parse(answer.body);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return Object.values(data ?? {})[0];
  }

  /** The id of what an operation makes. */
  async made(query: string, variables: object, token: string): Promise<string> {
    return WithId.parse(await this.ask(query, variables, token)).id;
  }

  /** Of a sample account. */
  async passwordOf(role: string): Promise<string> {
    const accounts = await readFile(join(this.system.data, 'sample-accounts.json'), 'utf8');
    return Accounts.parse(JSON.parse(accounts)).find((one) => one.role === role)?.password ?? '';
  }

  emailOf(number: number): string {
    return `student-${number}@school.example`;
  }

  /** A course of the sample instructor, in a term that nobody else has. */
  async aCourse(): Promise<string> {
    const term = await this.made(
      'mutation ($input: TermInput!) { createTerm(input: $input) { id } }',
      { input: { name: 'Spring 2199', startsOn: '2199-02-01', endsOn: '2199-06-30' } },
      this.system.token('admin'),
    );
    const input = { termId: term, code: 'OS-101', title: 'Operating systems', timeZone: 'Europe/Zurich' };
    return this.made(
      'mutation ($input: CourseInput!) { createCourse(input: $input) { id } }',
      { input },
      this.system.token('instructor'),
    );
  }

  /** Thirty people by CSV; those who hand in get tokens of their own. */
  async aClass(courseId: string, handingIn: number) {
    const rows = Array.from(
      { length: 30 },
      (_, index) => `Student ${index + 1},${this.emailOf(index + 1)},student,Monday`,
    );
    const csv = ['name,email,role,section', ...rows].join('\n');
    const load =
      'mutation ($input: RosterInput!) { importRoster(input: $input) { applied created problemCount } }';
    const broken = `${csv}\nNobody,not an address,student,Monday`;
    const bring = (input: object) =>
      this.ask(load, { input: { courseId, ...input } }, this.system.token('instructor'));
    const answers = {
      dry: await bring({ csv, dryRun: true }),
      broken: await bring({ csv: broken }),
      done: await bring({ csv }),
    };
    const invitations = await this.ask(
      'mutation ($courseId: ID!) { createInvitations(courseId: $courseId) { invitations { secret person { email } } } }',
      { courseId },
      this.system.token('instructor'),
    );
    const secrets = new Map(
      Invited.parse(invitations).invitations.map(({ secret, person }) => [person.email, secret]),
    );
    const tokens: string[] = [];
    for (let number = 1; number <= handingIn; number += 1) {
      const accepted = await this.ask(
        'mutation ($secret: String!, $password: String!) { acceptInvitation(secret: $secret, password: $password) { token } }',
        { secret: secrets.get(this.emailOf(number)), password: `a good password ${number}` },
        '',
      );
      tokens.push(z.object({ token: z.string() }).parse(accepted).token);
    }
    return { answers, tokens };
  }

  /** Hands in, and gives what its report says. */
  async grade({ assignmentId, path, content }: HandIn, token: string) {
    const language = path.endsWith('.py') ? 'python' : 'c';
    const input = { exercise, assignmentId, language, files: [{ path, content }] };
    const id = await this.made(
      'mutation ($input: SubmitInput!) { submit(input: $input) { id } }',
      { input },
      token,
    );
    const query = 'query ($id: ID!) { submission(id: $id) { state report { points passed outcome } } }';
    return vi.waitFor(async () => {
      const { state, report } = Graded.parse(await this.ask(query, { id }, token));
      if (state !== 'GRADED') throw new Error(`It is ${state}.`);
      return report;
    }, patience);
  }

  /** The gradebook, and which checks fail. */
  async readResults(courseId: string) {
    const query = `query ($courseId: ID!) { course(id: $courseId) { results {
      gradebook(first: 50) { totalCount edges { node { person { email } total cells { counts attempts } } } }
      checkFailures { tried checks { failing name { en } } } } } }`;
    const course = await this.ask(query, { courseId }, this.system.token('instructor'));
    return Results.parse(course).results;
  }

  /** What the downloaded gradebook says that somebody has, in percent, by address. */
  async readCsv(courseId: string): Promise<ReadonlyMap<string, string>> {
    const { text } = await request(this.system.url)
      .get(`/api/v1/courses/${courseId}/grades.csv`)
      .set('authorization', `Bearer ${this.system.token('instructor')}`)
      .expect(200);
    const lines = text.trim().split('\r\n').slice(1);
    return new Map(lines.map((line) => line.split(',')).map((cells) => [cells[1] ?? '', cells[4] ?? '']));
  }
}
