import { expect, test } from 'vitest';
import { Case } from './case.js';
import { findCaseFault } from './find-case-fault.js';

const names = ['receive', 'send'];

function fault(some: object): string | null {
  return findCaseFault(Case.parse({ id: 'two', title: { en: 'two', zh: '二' }, ...some }), names);
}

test('programs beside the first one are named, started and meant by steps', () => {
  const beside = [{ run: 'send', starts: 'by-step' }, { run: 'send' }];
  const steps = [
    { do: 'start', program: 1 },
    { do: 'start-input', program: 2 },
    { do: 'await-exit', withinMs: 100 },
  ];
  expect(fault({ beside, steps })).toBeNull();
  expect(fault({})).toBeNull();
});

test.each([
  [{ run: 'send', harness: 'threads' }, 'runs a harness, so it cannot run `send` in its place.'],
  [{ run: 'sned' }, 'The case "two" runs `sned`; the exercise has receive, send.'],
  [{ beside: [{ run: 'x' }] }, 'runs `x`'],
  [{ steps: [{ do: 'close-input', program: 1 }] }, 'means program 1; the case has 1, counted from 0.'],
  [{ starts: 'by-step' }, 'Program 0 of the case "two" starts by a step: exactly one step must start it.'],
  [
    {
      beside: [{ starts: 'by-step' }],
      steps: [
        { do: 'start', program: 1 },
        { do: 'start', program: 1 },
      ],
    },
    'exactly one step must start it',
  ],
  [{ steps: [{ do: 'start' }] }, 'starts at once: no step may start it'],
  [
    { starts: 'by-step', steps: [{ do: 'start' }], schedules: { seeds: 3 } },
    'has schedules: there all programs start at once.',
  ],
  [{ times: 2, schedules: { seeds: 3 } }, 'either several times or under schedules'],
])('%j is refused with a sentence', (some, sentence) => {
  expect(fault(some)).toContain(sentence);
});
