/** So many lines are read between two words about it. */
const everyLines = 50_000;

/** Passes lines on, and tells now and then how many there were. */
export async function* countLines(
  lines: AsyncIterable<string>,
  tell: (count: number) => void,
): AsyncGenerator<string> {
  let count = 0;
  for await (const line of lines) {
    count += 1;
    if (count % everyLines === 0) tell(count);
    yield line;
  }
}
