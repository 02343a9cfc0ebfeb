import type { Data } from './case-data.js';

type Transfers = Extract<Data, { transfers: number }>;

/** Orders to a bank, drawn from `bytes`, of which each takes four. Givers take turns, so that nobody gives much more than others. */
export function drawTransfers({ transfers, among, most, isHot }: Transfers, bytes: Uint8Array): string {
  const lines = Array.from({ length: transfers }, (_, at) => {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at * 4, at * 4 + 3);
    const amount = 1 + (third % most);
    if (isHot && at % 2 === 0) {
      const giver = 1 + (first % 2);
      return `transfer t${at + 1} ${giver} ${3 - giver} ${amount}\n`;
    }
    return `transfer t${at + 1} ${1 + (at % among)} ${1 + (second % among)} ${amount}\n`;
  });
  return lines.join('');
}
