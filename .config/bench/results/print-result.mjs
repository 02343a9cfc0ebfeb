import { paint } from '../../setup/say.mjs';

const widths = { what: 46, median: 12, range: 20, ratio: 30 };

/** The result as a person reads it: a block a measurement, a line a number. */
export function printResult({ machine, measured }) {
  const { cores, model, memoryMiB, kernel, node, loadBefore, loadAfter } = machine;
  const lines = [
    `${machine.date}, ${cores} cores (${model}), ${memoryMiB} MiB, Linux ${kernel}, Node ${node}`,
    `load before ${loadBefore.toFixed(2)}, after ${loadAfter.toFixed(2)}; medians, with the smallest and the largest`,
  ];
  for (const { name, title, rows, left } of measured) {
    lines.push('', paint('bold', `${name}: ${title}`));
    lines.push(...rows.map(lineOf));
    if (left) lines.push(paint('yellow', `  ${left}`));
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The same as Markdown, for `docs/reference/bench.md`. */
export function printTable({ machine, measured }) {
  const { date, cores, model, memoryMiB, kernel, node, loadBefore, loadAfter } = machine;
  const lines = [
    `${date}, ${cores} cores (${model}), ${memoryMiB} MiB, Linux ${kernel}, Node ${node}, load ${loadBefore.toFixed(1)} before and ${loadAfter.toFixed(1)} after:`,
    'medians, with the smallest and the largest.',
  ];
  for (const { rows, left } of measured) {
    lines.push('', '| What | Median | Range | Ratio |', '|---|---|---|---|', ...rows.map(tableRowOf));
    if (left) lines.push('', left);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

function tableRowOf({ what, unit, median, min, max, samples, ratio, aim }) {
  const range = samples === 1 ? '' : `${number(min)} – ${number(max)}`;
  const said = [
    ...(ratio ? [`${ratio.value.toFixed(2)} × ${ratio.to}`] : []),
    ...(aim ? [`aim ${aim.reached ? 'reached' : 'missed'}`] : []),
  ];
  return `| ${what.trim()} | ${number(median)} ${unit} | ${range} | ${said.join(', ')} |`;
}

function lineOf({ what, unit, median, min, max, samples, ratio, aim }) {
  const range = samples === 1 ? '' : `${number(min)} – ${number(max)}`;
  const cells = [
    `  ${what}`.padEnd(widths.what),
    `${number(median)} ${unit}`.padStart(widths.median),
    `  ${range}`.padEnd(widths.range),
    (ratio ? `${ratio.value.toFixed(2)} × ${ratio.to}` : '').padEnd(widths.ratio),
  ];
  return (cells.join(' ') + (aim ? aimOf(aim, unit) : '')).trimEnd();
}

function aimOf({ of, atMost, atLeast, reached }, unit) {
  const bound = atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`;
  const wanted = of === 'ratio' ? `${bound} ×` : `${bound} ${unit}`;
  return paint(reached ? 'green' : 'red', `aim ${wanted}: ${reached ? 'reached' : 'missed'}`);
}

const number = (value) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
