// Real: PostgreSQL, the queue on it, HTTP, the sandbox with its compilers. A worker of the test's own stands for the grader.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HeartbeatsStore } from '#libs/database/heartbeats.store';
import { HostedRunsStore } from '#libs/database/hosted-runs.store';
import { JobeFilesStore } from '#libs/database/jobe-files.store';
import { JobeRunsStore } from '#libs/database/jobe-runs.store';
import { runSingle } from '#libs/grading/run-single';
import { openWorker, type GradeWorker } from '#libs/queue/open-worker';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import type { Sandbox } from '#libs/sandbox/sandbox';
import { aJobeKey } from '../../testing/a-jobe-key.js';
import { withApi } from '../../testing/api-under-test.js';

const api = withApi({ IPCLAB_JOBE_WAIT_MS: '30000' });
const root = '/jobe/index.php/restapi';
let sandbox: Sandbox;
let worker: GradeWorker;
let key = '';

/** Does what a grader does with a run, with the real sandbox. */
async function startWorker(): Promise<GradeWorker> {
  const runs = new JobeRunsStore(api.database);
  const files = new JobeFilesStore(api.database);
  const { states } = new HostedRunsStore(api.database);
  return openWorker({
    address: { databaseUrl: api.databaseUrl(), queueUrl: null },
    concurrency: 2,
    lockMs: 30_000,
    onError: () => {},
    work: async ({ job }) => {
      if ((await states.begin(job.id, 8)).kind !== 'begun') return;
      const run = await runs.find(job.id);
      if (run === null) return;
      const names = run.request.files.map((file) => file.stored);
      const contents = await files.contents(run.keyId, names);
      const context = { sandbox, tell: () => {}, signal: AbortSignal.timeout(60_000) };
      await runs.record(job.id, await runSingle(run.request, contents, context));
    },
  });
}

const post = (spec: object, shown = key) =>
  api.http().post(`${root}/runs`).set('x-api-key', shown).send({ run_spec: spec });

beforeAll(async () => {
  sandbox = await openSandbox();
  worker = await startWorker();
  key = (await aJobeKey(api, { runsPerMinute: 1000 })).secret;
}, 240_000);

afterAll(async () => {
  await worker.close();
  await sandbox.close();
});

const piping = `#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  int ends[2];
  char line[80];
  if (pipe(ends) != 0 || fgets(line, sizeof line, stdin) == NULL) return 1;
  if (fork() == 0) {
    close(ends[1]);
    ssize_t n = read(ends[0], line, sizeof line);
    printf("the child read %.*s", (int)n, line);
    return 0;
  }
  close(ends[0]);
  if (write(ends[1], line, 6) != 6) return 1;
  close(ends[1]);
  wait(NULL);
  return 0;
}
`;

const pythonPiping = `import os
ends = os.pipe()
if os.fork() == 0:
    os.close(ends[1])
    print("the child read", os.fdopen(ends[0]).read(), flush=True)
    os._exit(0)
os.close(ends[0])
os.write(ends[1], open("words.txt", "rb").read())
os.close(ends[1])
os.wait()
`;

test('CodeRunner’s question flow works: languages, a run, its missing file, the file, the run again', async () => {
  await new HeartbeatsStore(api.database).beat({
    id: 'g',
    host: 'h',
    pid: 1,
    startedAt: new Date(),
    beatAt: new Date(),
    selfTestAt: new Date(),
    selfTestPassed: true,
    selfTestSays: '',
    engine: 'bubblewrap',
    image: 'sha256:0',
    limits: 'hard',
    languages: { c: '12.2.0', cpp: '12.2.0', python: '3.11.2' },
  });
  const languages = await api.http().get(`${root}/languages`).set('x-api-key', key);
  expect(languages.body).toEqual([
    ['c', '12.2.0'],
    ['cpp', '12.2.0'],
    ['python3', '3.11.2'],
  ]);
  const id = '4b9bb80620f03eb3719e0a061c14283d';
  const spec = {
    language_id: 'python3',
    sourcecode: pythonPiping,
    sourcefilename: '__tester__.python3',
    input: '',
    file_list: [[id, 'words.txt']],
    parameters: { cputime: 5, memorylimit: 500 },
  };
  const first = await post(spec);
  expect(first.status).toBe(404);
  expect(first.body).toContain('PUT them');
  const file = { file_contents: Buffer.from('wörds').toString('base64') };
  const put = await api.http().put(`${root}/files/${id}`).set('x-api-key', key).send(file);
  expect([put.status, put.text]).toEqual([204, '']);
  const second = await post(spec);
  expect(second.status).toBe(200);
  expect(second.body).toEqual({
    run_id: expect.any(String),
    outcome: 15,
    cmpinfo: '',
    stdout: 'the child read wörds\n',
    stderr: '',
  });
});

test.each(['c', 'cpp'])(
  'a program in %s that forks and pipes runs, and is given its input',
  async (language) => {
    const answer = await post({ language_id: language, sourcecode: piping, input: 'hello\n' });
    expect(answer.body).toMatchObject({ outcome: 15, stdout: 'the child read hello\n', stderr: '' });
  },
);

test.each([
  ['c', 'int main(void) { return 0 }\n', { outcome: 11, cmpinfo: expect.stringContaining('expected') }],
  ['python3', 'print("x"\n', { outcome: 11, cmpinfo: expect.stringContaining('SyntaxError') }],
  ['python3', 'print([1][2])\n', { outcome: 12, stderr: expect.stringContaining('IndexError') }],
  ['c', 'int main(void) { for (;;); }\n', { outcome: 13, stderr: '' }],
  ['c', 'int main(void) { volatile char *n = 0; return *n; }\n', { outcome: 12 }],
])('in %s %j is answered with its outcome', async (language, sourcecode, wanted) => {
  const parameters = { cputime: '1' };
  expect((await post({ language_id: language, sourcecode, parameters })).body).toMatchObject(wanted);
});

test('without index.php and with a slash at the end it is the same API', async () => {
  const run = { run_spec: { language_id: 'python3', sourcecode: 'print(1)\n' } };
  const answer = await api.http().post('/jobe/restapi/runs/').set('x-api-key', key).send(run);
  expect(answer.body).toMatchObject({ outcome: 15, stdout: '1\n' });
});

test.each([
  ['no key', undefined],
  ['an unknown key', 'ipclab_nobody'],
  ['a key that is no header', 'a b'],
])('with %s everything is forbidden, in a sentence', async (_what, shown) => {
  const asked = api.http().get(`${root}/languages`);
  if (shown !== undefined) void asked.set('x-api-key', shown);
  const answer = await asked;
  expect(answer.status).toBe(403);
  expect(answer.body).toContain('API key');
});

test('a token of a person opens nothing here, and a key opens nothing else', async () => {
  const { token } = await api.signedIn('admin');
  expect((await api.http().get(`${root}/languages`).set('x-api-key', token)).status).toBe(403);
  expect(await api.refusalOf('{ jobeKeys { edges { cursor } } }', {}, key)).toMatch(/^NOT_SIGNED_IN/);
});

test('a bad run is refused with 400 and what is wrong, and a body that is no JSON as well', async () => {
  const bad = await post({ language_id: 'c', sourcecode: '', parameters: { cputime: '1; id' } });
  expect([bad.status, bad.body]).toEqual([400, expect.stringContaining('cputime')]);
  const broken = await api
    .http()
    .post(`${root}/runs`)
    .set('x-api-key', key)
    .set('content-type', 'application/json')
    .send('{"run_spec": ');
  expect(broken.status).toBe(400);
  expect(typeof broken.body).toBe('string');
});
