/**
 * Finds which known names somebody may have meant by an unknown one, nearest first, three at most.
 * A name is near when it contains what was typed, or when at most a third of its letters differ, two that are swapped counting as one.
 */
export function nearMatches(typed: string, known: readonly string[]): string[] {
  const wanted = typed.toLowerCase().slice(0, 100);
  return known
    .map((name) => ({
      name,
      distance: wanted !== '' && name.includes(wanted) ? 0 : editDistance(wanted, name),
    }))
    .filter(({ name, distance }) => distance <= name.length / 3)
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Letters to insert, leave out or change, and neighbours to swap: the optimal string alignment distance. */
function editDistance(a: string, b: string): number {
  let [above, before]: [number[], number[]] = [Array.from({ length: b.length + 1 }, (_, at) => at), []];
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replace = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swap = row > 1 && column > 1 && isSwapped ? (before[column - 2] ?? 0) + 1 : replace;
      line.push(Math.min(replace, swap, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    [above, before] = [line, above];
  }
  return above[b.length] ?? 0;
}
