import { fillToken } from './seeded-data.js';

/** What an `await-line` step's `next` finds: just this text, `{{number}}` standing for any decimal number and `{{token}}` for the run's word. */
export function nextPattern(text: string, token: string): RegExp {
  const literal = fillToken(text, token)
    .split('{{number}}')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(literal.join('\\d+'));
}
