import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAnswers, type Answer } from './answers.js';

const anyAnswer: fc.Arbitrary<Answer> = fc.record({
  kind: fc.constantFrom('started', 'ended'),
  id: fc.nat(),
  value: fc.nat(),
});

function print({ kind, id, value }: Answer): Buffer {
  const words = Buffer.alloc(9);
  words.writeUInt8(kind === 'started' ? 1 : 2);
  words.writeUInt32LE(id, 1);
  words.writeUInt32LE(value, 5);
  return words;
}

test('answers are read whole however they are cut on their way', () => {
  fc.assert(
    fc.property(fc.array(anyAnswer), fc.array(fc.integer({ min: 1, max: 20 })), (answers, cuts) => {
      const heard: Answer[] = [];
      let data = Buffer.concat(answers.map(print));
      let rest: Buffer = Buffer.alloc(0);
      for (const cut of [...cuts, data.length]) {
        rest = readAnswers(Buffer.concat([rest, data.subarray(0, cut)]), (answer) => heard.push(answer));
        data = data.subarray(cut);
      }
      rest = readAnswers(Buffer.concat([rest, data]), (answer) => heard.push(answer));
      expect(heard).toEqual(answers);
      expect(rest).toHaveLength(0);
    }),
  );
});
