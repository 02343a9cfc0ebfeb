/** What a spreadsheet takes for the beginning of a formula, also in the wide forms of East Asian keyboards. */
const formula = /^[=+\-@\t\r＝＋－＠]/;

/** Writes a line of comma-separated values (RFC 4180). */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * A text that begins like a formula gets an apostrophe before it: whoever calls themselves `=HYPERLINK(…)` runs nothing in the
 * spreadsheet of an instructor (OWASP, "CSV Injection"). Numbers are ours and stay numbers.
 */
function csvCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const harmless = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
