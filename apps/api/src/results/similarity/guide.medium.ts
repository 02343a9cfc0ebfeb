// Real: PostgreSQL, HTTP, web sockets, Dolos; the queries of docs/guides/find-similar-programs.md.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aClassWithACopy, analysed, gradedHandIn, programOf, started } from '../../testing/a-comparison.js';
import { anAssignment } from '../../testing/an-assignment.js';
import { withApi } from '../../testing/api-under-test.js';

const guide = readFileSync(
  new URL('../../../../../docs/guides/find-similar-programs.md', import.meta.url),
  'utf8',
);
const blocks = new Map(
  [...guide.matchAll(/```graphql\n((?:query|mutation|subscription) (\w+)[^]*?)```/g)].map(
    ([, text = '', name = '']) => [name, text],
  ),
);
const api = withApi();

test('every block of the guide is found and run', () => {
  expect(blocks.size).toBe(guide.split('```graphql').length - 1);
  expect([...blocks.keys()]).toEqual([
    'Start',
    'WithLastYear',
    'Watch',
    'Pairs',
    'Clusters',
    'NotCompared',
    'Analyses',
    'Delete',
  ]);
});

test('the guide leads from the start of an analysis to its end', async () => {
  const taught = await aClassWithACopy(api);
  const { courseId: course, assignmentId: assignment, instructor } = taught;
  const lastYear = await anAssignment(api, taught);
  const files = programOf('pipe/exercises/02-pipeline');
  await gradedHandIn(api, taught.students[0], { assignmentId: lastYear, files });
  const ask = async (name: string, variables: object) => {
    const { data, errors } = await api.ask(blocks.get(name) ?? '', variables, instructor.token);
    expect(errors).toBeUndefined();
    return data;
  };
  expect(await ask('Start', { assignment })).toMatchObject({
    startSimilarityAnalysis: { counts: { programs: 3 } },
  });
  expect(await ask('WithLastYear', { assignment, lastYear })).toMatchObject({
    startSimilarityAnalysis: { counts: { programs: 4, earlier: 1 } },
  });
  const analysis = await started(api, instructor, { assignmentId: assignment });
  const client = await api.socket(instructor.token);
  const words = client.iterate({ query: blocks.get('Watch') ?? '', variables: { analysis } });
  expect((await words.next()).value?.data).toMatchObject({ similarityProgress: { state: 'QUEUED' } });
  await analysed(api, analysis);
  expect(await ask('Pairs', { analysis })).toMatchObject({
    similarityAnalysis: { state: 'DONE', failure: null, pairs: { totalCount: 1, edges: { length: 1 } } },
  });
  expect(await ask('Clusters', { analysis })).toMatchObject({
    similarityAnalysis: { clusters: { totalCount: 1, edges: [{ node: { size: 2 } }] } },
  });
  expect(await ask('NotCompared', { analysis })).toMatchObject({
    similarityAnalysis: { counts: { programs: 3, compared: 3 }, pairsLeftOut: 0, programs: { edges: [] } },
  });
  expect(await ask('Analyses', { course })).toMatchObject({
    course: { similarityAnalyses: { edges: { length: 3 } } },
  });
  expect(await ask('Delete', { analysis })).toEqual({ deleteSimilarityAnalysis: analysis });
});
