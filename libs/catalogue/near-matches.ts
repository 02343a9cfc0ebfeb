/**
 * Finds which known names somebody may have meant by an unknown one, nearest first, three at most.
 * A name is near when it contains what was typed, or when at most a third of its letters differ (Levenshtein distance).
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

function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replace = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      line.push(Math.min(replace, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    above = line;
  }
  return above[b.length] ?? 0;
}
