import { expect, test } from 'vitest';
import { planRoster, type RosterPresent } from './plan-roster.js';
import type { RosterRow } from './roster.js';

const present: RosterPresent = {
  people: new Map([
    ['ada@b.org', 'ada'],
    ['bob@b.org', 'bob'],
    ['cy@b.org', 'cy'],
    ['new@b.org', 'new'],
  ]),
  enrolments: new Map([
    ['ada', { role: 'student', sectionId: 's1', left: false }],
    ['bob', { role: 'instructor', sectionId: null, left: false }],
    ['cy', { role: 'student', sectionId: null, left: true }],
  ]),
  sections: new Map([['s1', 'Monday']]),
  groups: new Map([['g1', 'Red']]),
  memberships: new Map([['ada', 'g1']]),
};
const rules = { giver: 'instructor', groupMembersMax: 2 } as const;

function aRow(name: string, parts: Partial<RosterRow> = {}): RosterRow {
  return { line: 2, email: `${name}@b.org`, name: null, role: null, section: null, group: null, ...parts };
}

test.each([
  [
    'somebody without an account',
    aRow('dan'),
    'created',
    ['An account is made.', 'Becomes student of the course.'],
  ],
  ['somebody with one', aRow('new', { role: 'assistant' }), 'created', ['Becomes assistant of the course.']],
  ['who is there, with empty cells', aRow('ada'), 'unchanged', []],
  [
    'who is there, as they are',
    aRow('ada', { role: 'student', section: 'Monday', group: 'Red' }),
    'unchanged',
    [],
  ],
  ['who has left', aRow('cy'), 'changed', ['Comes back into the course.']],
  [
    'who moves',
    aRow('ada', { section: 'Friday', group: 'Blue' }),
    'changed',
    ['Moves to the section “Friday” from “Monday”.', 'Moves to the group “Blue” from “Red”.'],
  ],
  ['who becomes more', aRow('ada', { role: 'assistant' }), 'changed', ['Becomes assistant; was student.']],
])('the row of %s is told', (...[, row, outcome, says]) => {
  const { steps, problems } = planRoster([row], present, rules);
  expect(steps).toMatchObject([{ outcome, says }]);
  expect(problems).toEqual([]);
});

test.each([
  ['a role above the own', [aRow('dan', { role: 'admin' })], 'role', /You are instructor/],
  ['no instructor left', [aRow('bob', { role: 'student' })], 'role', /would have no instructor/],
  ['a group of a teacher', [aRow('dan', { role: 'assistant', group: 'Red' })], 'group', /made of students/],
  [
    'a crowded group',
    ['dan', 'eve'].map((name, n) => aRow(name, { group: 'Red', line: n + 1 })),
    'group',
    /more than 2 members/,
  ],
])('%s is a problem of its line', (...[, rows, column, reason]) => {
  const { problems } = planRoster(rows, present, rules);
  expect(problems).toEqual([{ line: 2, column, reason: expect.stringMatching(reason) }]);
});

test('an instructor may become less in the list that names another', () => {
  const rows = [aRow('bob', { role: 'student' }), aRow('ada', { role: 'instructor' })];
  expect(planRoster(rows, present, rules).problems).toEqual([]);
});
