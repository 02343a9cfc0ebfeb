import { parseArgs } from 'node:util';
import { measurements } from './measurements.mjs';

const roundsByDefault = 15;
const roundsAtMost = 200;
const names = measurements.map(({ name }) => name);

/** What `npm run bench -- --help` says. */
export const help = `Usage: npm run bench [-- OPTION…]

Measures what grading costs beside plain gcc and plain runs on this machine, in one sitting.
Starts a system of its own with data in a temporary folder, and leaves nothing behind.

  --only NAME  measures only this; may be given more than once
  --rounds N   rounds of what is measured one by one, from 1 to ${roundsAtMost} (default: ${roundsByDefault})
  --table      prints the result as the Markdown of docs/reference/bench.md
  --json       prints the result as JSON; what goes on is said on standard error
  --help       says this

Names:
${measurements.map(({ name, title }) => `  ${name.padEnd(11)}${title}`).join('\n')}

How to read it: docs/reference/bench.md.
`;

/** Reads the command line. Throws a TypeError or RangeError with a sentence for what cannot be meant. */
export function readOptions(words) {
  const { values } = parseArgs({
    args: words,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      rounds: { type: 'string', default: String(roundsByDefault) },
      table: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = values.only.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`There is no measurement "${unknown}"; there are ${names.join(', ')}.`);
  }
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > roundsAtMost) {
    throw new RangeError(
      `--rounds is ${values.rounds}; it must be a whole number from 1 to ${roundsAtMost}.`,
    );
  }
  const chosen = measurements.filter(({ name, isAskedFor = false }) =>
    values.only.length === 0 ? !isAskedFor : values.only.includes(name),
  );
  return { ...values, rounds, chosen };
}
