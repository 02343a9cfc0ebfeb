import { expect, test } from 'vitest';
import { OpenStreams } from './open-streams.js';
import { streamsPerPerson } from './query-limits.js';

test('a person has so many streams open and no more, until one has ended', () => {
  const streams = new OpenStreams();
  const ends = Array.from({ length: streamsPerPerson }, () => streams.begin('a'));
  expect(() => streams.begin('a')).toThrow(
    'You have 20 connections open, and nobody may have more; close one.',
  );
  expect(() => streams.begin('b')).not.toThrow('connections');
  ends[0]?.();
  ends[0]?.();
  expect(() => streams.begin('a')).not.toThrow('connections');
  expect(() => streams.begin('a')).toThrow('connections');
});
