import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, root } from '../setup/run-command.mjs';
import { paint, say, step } from '../setup/say.mjs';
import { awaitAnswer } from './await-answer.mjs';
import { choosePort } from './choose-port.mjs';
import { writeLogLine } from './log-line.mjs';
import { SelfTestFailed, selfTest } from './self-test.mjs';
import { Supervised } from './supervise.mjs';

/** A start that cannot go on, said in one sentence. */
export class CannotStart extends Error {}

/**
 * Runs database, api and grader, proves with a real grading that they work, and keeps them running until `signal` is aborted.
 * Whatever was started is ended again, in the opposite order, also when the start fails half-way.
 */
export async function runSystem({ data, watch, listen, setup, announce, signal }) {
  const ending = [];
  try {
    const port = await claimPort(listen);
    const url = `http://${urlHost(listen.host)}:${port}`;
    const database = await openDatabase(data);
    ending.push(() => database.stop());
    if (signal.aborted) return;
    const environment = { ...process.env, DATABASE_URL: database.url, HOST: listen.host, PORT: String(port) };
    const accounts = join(data, 'sample-accounts.json');
    await step('database (migrations, sample accounts)', () => prepareDatabase(environment, accounts));
    database.tellTroubles();
    if (signal.aborted) return;
    for (const name of setup.canGrade ? ['api', 'grader'] : ['api']) {
      const service = serviceOf(name, { environment, watch });
      service.start();
      ending.push(() => service.stop());
    }
    const verdict = await awaitVerdict({ url, accounts, canGrade: setup.canGrade, signal });
    await announce(url);
    tellReady({ url, accounts, verdict, setup });
    await aborted(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    for (const end of ending.toReversed()) await end();
  }
}

async function claimPort({ host, port }) {
  const chosen = await choosePort(port, host);
  if (chosen !== null) return chosen;
  throw new CannotStart(
    port === undefined
      ? `No port from 3000 to 3099 is free on ${host}. Say with PORT where to listen.`
      : `Port ${port} on ${host} is taken by another program. Choose another PORT, or leave it unset to get a free one.`,
  );
}

/** What a person has to know of the database's log; the rest is how it starts and stops. */
const trouble = /\b(WARNING|ERROR|FATAL|PANIC):/;

async function openDatabase(data) {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, stop: async () => {}, tellTroubles: () => {} };
  const { startEmbeddedPostgres } = await import('../../dist/libs/database/embedded-postgres.js');
  // Until it is migrated, a missing database is no trouble.
  let tells = false;
  const log = (line) => {
    if (tells && trouble.test(line)) writeLogLine('database', line);
  };
  const server = await step('PostgreSQL', () => startEmbeddedPostgres({ folder: join(data, 'pg'), log }));
  const tellTroubles = () => {
    tells = true;
  };
  return { ...server, tellTroubles };
}

function prepareDatabase(env, accounts) {
  // Well-known people have no place in production, however random their passwords are.
  const files = process.env.NODE_ENV === 'production' ? [] : [accounts];
  return runCommand([process.execPath, join(root, '.config/start/prepare-database.mjs'), ...files], { env });
}

function serviceOf(name, { environment, watch }) {
  return new Supervised({ name, script: join(root, `dist/apps/${name}/src/main.js`), environment, watch });
}

async function awaitVerdict({ url, accounts, canGrade, signal }) {
  await awaitAnswer(`${url}/health/${canGrade ? 'ready' : 'live'}`, signal);
  if (!canGrade) return 'self-test: left out, nothing can be graded here yet';
  const text = await readFile(accounts, 'utf8').catch(() => null);
  if (text === null) return 'self-test: left out, there are no sample accounts';
  // The admin's, so that the student's list of submissions begins empty.
  const { token } = JSON.parse(text).find((account) => account.role === 'admin');
  try {
    return await selfTest({ url, token, signal });
  } catch (error) {
    if (!(error instanceof SelfTestFailed)) throw error;
    throw new CannotStart(error.message, { cause: error });
  }
}

function tellReady({ url, accounts, verdict, setup }) {
  say('');
  say(paint('bold', setup.canGrade ? 'ipclab is ready' : 'ipclab answers, and cannot grade'));
  say(`  web page         ${paint('cyan', url)}`);
  say(`  sample accounts  ${accounts}`);
  say(`  ${verdict}`);
  for (const sentence of setup.lacks) say(paint('yellow', `  ${sentence}`));
}

/** An IPv6 address stands in brackets; "every address" is reached at this machine's own. */
function urlHost(host) {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function aborted(signal) {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
