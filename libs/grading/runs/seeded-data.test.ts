import { expect, test } from 'vitest';
import { fillToken, makeData, seededToken } from './seeded-data.js';

const tokens = Array.from({ length: 200 }, (_, at) => seededToken(`seed ${at}`));

test('ports are those of the run, and ten different ones', () => {
  const text = ['{{port}}', ...Array.from({ length: 9 }, (_, at) => `{{port${at + 1}}}`)].join(' ');
  for (const token of tokens) {
    const ports = fillToken(text, token).split(' ').map(Number);
    expect(new Set(ports).size).toBe(10);
    expect(Math.min(...ports)).toBeGreaterThanOrEqual(10_000);
    expect(Math.max(...ports)).toBeLessThan(32_768);
    expect(fillToken(text, token).split(' ').map(Number)).toEqual(ports);
  }
  expect(new Set(tokens.map((token) => fillToken('{{port}}', token))).size).toBeGreaterThan(190);
});

test('a word and a port may stand in one text', () => {
  expect(fillToken('{{token}} at 127.0.0.1:{{port}}, {{copy}}', 'abcdefgh')).toMatch(
    /^abcdefgh at 127\.0\.0\.1:\d{5}, \{\{copy\}\}$/,
  );
});

test('random lines have every byte in them, and none is longer than asked for', () => {
  const data = Buffer.from(makeData({ randomLines: 300_000, longest: 4_096 }, 'a seed', 'abcdefgh'));
  const lengths = data
    .toString('latin1')
    .split('\n')
    .slice(0, -1)
    .map((line) => line.length + 1);
  expect(data.length).toBe(300_000);
  expect(data.at(-1)).toBe(10);
  expect(new Set(data).size).toBe(256);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(4_096);
  expect(Math.max(...lengths)).toBeGreaterThan(3_000);
});
