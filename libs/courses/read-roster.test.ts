import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRoster } from './read-roster.js';
import { rosterLimits } from './roster.js';

const empty = { name: null, role: null, section: null, group: null };

test('a class list is read by its heading, in whatever order and case', () => {
  const text = 'Email,NAME,role,Section,group\nAda@Example.org,Ada Lovelace,Student,Monday,Red\n';
  expect(readRoster(text)).toEqual({
    rows: [
      {
        line: 2,
        email: 'ada@example.org',
        name: 'Ada Lovelace',
        role: 'student',
        section: 'Monday',
        group: 'Red',
      },
    ],
    problems: [],
  });
});

test.each([
  ['a byte order mark', '\ufeffemail,name\na@b.org,A\n'],
  ['Windows line ends', 'email,name\r\na@b.org,A\r\n'],
  ['old Macintosh line ends', 'email,name\ra@b.org,A\r'],
  ['semicolons', 'email;name\na@b.org;A\n'],
  ['tabs', 'email\tname\na@b.org\tA'],
  ['quotes around everything', '"email","name"\n"a@b.org","A"\n'],
  ['spaces around everything', ' email , name \n a@b.org , A \n'],
  ['empty lines below', 'email,name\na@b.org,A\n\n , \n'],
])('%s is taken as it comes from a spreadsheet', (_, text) => {
  expect(readRoster(text)).toEqual({
    rows: [{ ...empty, line: 2, email: 'a@b.org', name: 'A' }],
    problems: [],
  });
});

test('quoted cells hold separators and quotation marks', () => {
  const { rows } = readRoster('name,email\n"Hopper, ""Amazing"" Grace",g@b.org\n');
  expect(rows[0]?.name).toBe('Hopper, "Amazing" Grace');
});

test('every broken cell is told with its line and column', () => {
  const text = [
    'name,email,role',
    'Ada,ada@b.org,student',
    'Bob,bob at b.org,boss',
    ',,',
    'Cy,,',
    '"Two',
    'lines",two@b.org,',
    'Dan,ADA@b.org,student',
    'Eve,eve@b.org,student,more',
    'J\ufffdrg,j@b.org,',
  ].join('\n');
  const { rows, problems } = readRoster(text);
  expect(rows.map((row) => row.email)).toEqual(['ada@b.org']);
  expect(problems).toEqual([
    { line: 3, column: 'email', reason: '“bob at b.org” is no email address.' },
    {
      line: 3,
      column: 'role',
      reason: '“boss” is no role; roles are student, assistant, instructor, admin.',
    },
    { line: 5, column: 'email', reason: 'There is no email address.' },
    { line: 6, column: 'name', reason: 'It holds a line break or another control character.' },
    { line: 8, column: 'email', reason: 'ada@b.org stands in line 2 already.' },
    {
      line: 9,
      column: null,
      reason: 'This line has 4 cells and the heading 3; quote a cell that holds the separator.',
    },
    { line: 10, column: 'name', reason: 'Letters were lost: save the file as UTF-8.' },
  ]);
});

test.each([
  ['', 1, null, /empty/],
  ['name,role\nAda,student\n', 1, 'email', /names no column “email”/],
  ['email,phone\na@b.org,1\n', 1, 'phone', /“phone” is no column; columns are name, email/],
  ['email,email\na@b.org,c@d.org\n', 1, 'email', /there twice/],
  ['email,name\na@b.org,"A\nb@b.org,B\n', 3, null, /never closed/],
  ['email,name\na@b.org,A "x" y\n"b@b.org" ,"B"z\n', 2, null, /stands where none may/],
] as const)('%j is no class list', (...[text, line, column, reason]) => {
  expect(readRoster(text)).toEqual({
    rows: [],
    problems: [{ line, column, reason: expect.stringMatching(reason) }],
  });
});

test('a list that is too long is refused where it becomes so, and one that fits is read', () => {
  const rows = Array.from({ length: rosterLimits.rows }, (_, n) => `p${n}@b.org`);
  expect(readRoster(`email\n${rows.join('\n')}`)).toMatchObject({ rows: { length: 5000 }, problems: [] });
  expect(readRoster(`email\n${rows.join('\n')}\nx@b.org\n`).problems).toEqual([
    { line: 5002, column: null, reason: 'There are more than 5000 rows; import them in parts.' },
  ]);
  expect(readRoster(`email\n${' '.repeat(rosterLimits.bytes)}`).problems).toEqual([
    { line: 1, column: null, reason: 'The file is larger than 1048576 bytes.' },
  ]);
});

test('whatever a file holds, it is read or its flaws are told', () => {
  const part = fc.oneof(
    fc.constantFrom('email', ',', ';', '"', '\n', '\r', '\ufeff', 'a@b.org', 'role'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const { rows, problems } = readRoster(parts.join(''));
      for (const { reason } of problems) expect(reason).toMatch(/\.$/);
      for (const { email } of rows) expect(email).toContain('@');
    }),
  );
});
