const colourCodes = { red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36, grey: 90, bold: 1 };

/** Colours only where a person looks at a terminal. */
export const isTerminal = process.stdout.isTTY === true && !process.env.NO_COLOR;

/** Wraps text in a colour of the terminal, or leaves it plain. */
export function paint(colour, text) {
  return isTerminal ? `\x1b[${colourCodes[colour]}m${text}\x1b[0m` : text;
}

/** One line about what is going on, for people. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Says what a step is about to do and, when it is done, how long it took. */
export async function step(title, work) {
  const startedAt = Date.now();
  say(`${paint('cyan', '›')} ${title} …`);
  const result = await work();
  say(`${paint('green', '✓')} ${title} ${paint('grey', `(${seconds(Date.now() - startedAt)})`)}`);
  return result;
}

/** `1.2 s` for 1234 ms. */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
