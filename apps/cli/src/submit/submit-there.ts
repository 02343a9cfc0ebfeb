import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { checkFiles } from '#libs/catalogue/check-files';
import { readHandIn } from '#libs/catalogue/read-hand-in';
import { tellLanguage } from '#libs/catalogue/tell-language';
import type { LanguageId } from '#libs/contracts/language';
import type { SubmissionProgress } from '#libs/contracts/progress';
import { reportToJunit } from '#libs/courses/report-junit';
import { exitStatus } from '../exit-status.js';
import { tellReport } from '../grade/tell-report.js';
import { ProgressLine } from '../progress-line.js';
import { endOf, handIn, offerOf, offerOfAssignment, type Offer } from './questions.js';
import { Server } from './server.js';

/** What `ipclab submit` is told. */
export interface SubmitOptions {
  readonly server: string;
  readonly token: string;
  readonly language?: LanguageId;
  readonly assignment?: string;
  readonly wait?: boolean;
  readonly json?: boolean;
  readonly junit?: string;
  readonly lang: 'en' | 'zh';
}

/**
 * Hands in what lies at `path` and, with `wait`, follows it to its end. The files are checked here as the server checks them, so
 * that most refusals come before anything is sent. Resolves to the exit status.
 */
export async function submitThere(slug: string, path: string, options: SubmitOptions): Promise<number> {
  const server = new Server(options.server, options.token);
  const assignmentId = options.assignment ?? null;
  const exercise = await askOffer(server, slug, assignmentId);
  const handedIn = await readHandIn(path, exercise);
  const language = options.language ?? tellLanguage(handedIn, exercise);
  const files = checkFiles(handedIn, exercise, language);
  const { submit } = await server.ask(
    handIn({ exercise: slug, language, files, assignmentId, idempotencyKey: randomUUID() }),
  );
  if (options.wait === true) return follow(server, submit.id, options);
  process.stdout.write(options.json ? `${JSON.stringify(submit)}\n` : `Handed in as ${submit.id}.\n`);
  return exitStatus.passed;
}

/** An assignment takes what it was set with, which may be another version than the one that is offered now. */
async function askOffer(server: Server, slug: string, assignmentId: string | null): Promise<Offer> {
  if (assignmentId === null) return (await server.ask(offerOf(slug))).exercise;
  return (await server.ask(offerOfAssignment(assignmentId))).assignment.exercise;
}

async function follow(server: Server, id: string, options: SubmitOptions): Promise<number> {
  const says = await showProgress(server, id);
  const { report, state } = (await server.ask(endOf(id))).submission;
  if (report === null) {
    process.stderr.write(`${says ?? `Submission ${id} ended as ${state} without a report.`}\n`);
    return exitStatus.notGraded;
  }
  process.stdout.write(
    options.json ? `${JSON.stringify(report, null, 2)}\n` : tellReport(report, options.lang),
  );
  if (options.junit !== undefined) await writeFile(options.junit, reportToJunit(report, options.lang));
  if (report.outcome === 'not-graded') return exitStatus.notGraded;
  return report.passed ? exitStatus.passed : exitStatus.notPassed;
}

/** Resolves to what the last event said, when it brings no report. */
async function showProgress(server: Server, id: string): Promise<string | null> {
  const line = new ProgressLine();
  let says: string | null = null;
  try {
    for await (const progress of server.watch(id)) {
      line.show(lineOf(progress));
      says = progress.says;
    }
  } finally {
    line.clear();
  }
  return says;
}

function lineOf({ state, stage, done, total, queuePosition }: SubmissionProgress): string {
  if (queuePosition !== null) return `waiting, number ${queuePosition} in the line`;
  return total === 0 ? state.toLowerCase() : `${done}/${total} ${stage}`;
}
