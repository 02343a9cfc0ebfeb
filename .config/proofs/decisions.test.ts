import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../../docs/decisions', import.meta.url));
const names = readdirSync(folder).sort();

test('decisions are numbered without gaps and without two of the same number', () => {
  const numbers = names.map((name) => name.slice(0, 4));
  expect(numbers).toEqual(names.map((_, place) => String(place + 1).padStart(4, '0')));
});

test('a decision is called by its number, a verb and what it is about', () => {
  for (const name of names) expect(name).toMatch(/^\d{4}(-[a-z0-9]+){2,}\.md$/);
});

test('every decision says its number, its context, what was decided, what it costs and when to look again', () => {
  for (const name of names) {
    const text = readFileSync(`${folder}/${name}`, 'utf8');
    expect(text).toMatch(new RegExp(`^# ${Number(name.slice(0, 4))}\\. `));
    for (const part of ['Context', 'Decision', 'Cost', 'When to revisit']) {
      expect(text, `${name} has no part "${part}"`).toContain(`**${part}.**`);
    }
  }
});
