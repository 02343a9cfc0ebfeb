import { measureFloor } from './measure/floor.mjs';
import { measureGradings } from './measure/gradings.mjs';
import { measureMemory } from './measure/memory.mjs';
import { measurePictures } from './measure/pictures.mjs';
import { measureQueue } from './measure/queue.mjs';
import { measureRaces } from './measure/races.mjs';
import { measureResults } from './measure/results.mjs';
import { measureSimilarity } from './measure/similarity.mjs';
import { measureSubmit } from './measure/submit.mjs';
import { measureThroughput } from './measure/throughput.mjs';
import { measureTrace } from './measure/trace.mjs';

/**
 * Everything that is measured, in this order: first what needs no system, then memory before there was any load.
 * Each `measure` takes the sitting and resolves to rows. What `isAskedFor` takes many minutes and is measured only when it is named.
 */
export const measurements = [
  { name: 'floor', title: 'plain gcc and five plain runs, nothing else running', measure: measureFloor },
  { name: 'trace', title: '40,000 calls on pipes, plain and traced', measure: measureTrace },
  {
    name: 'pictures',
    title: 'from a log to a trace, and from a trace to a picture',
    measure: measurePictures,
  },
  { name: 'queue', title: 'jobs that do nothing through the queue', measure: measureQueue },
  { name: 'memory', title: 'memory at rest, after start and self-test', measure: measureMemory },
  { name: 'submit', title: 'from submit to report, one hand-in at a time', measure: measureSubmit },
  { name: 'throughput', title: 'thirty hand-ins at once', measure: measureThroughput },
  {
    name: 'gradings',
    title: 'grading each exercise, by all of its right answers',
    isAskedFor: true,
    measure: measureGradings,
  },
  {
    name: 'races',
    title:
      'mistakes that only some orders of the tasks show: found in plain runs, with delays by strace, by schedules',
    isAskedFor: true,
    measure: measureRaces,
  },
  {
    name: 'results',
    title: 'class results of 10,000 students in 30 assignments, five attempts each',
    isAskedFor: true,
    measure: measureResults,
  },
  {
    name: 'similarity',
    title: 'comparing 100 and 1000 programs with each other',
    isAskedFor: true,
    measure: measureSimilarity,
  },
];
