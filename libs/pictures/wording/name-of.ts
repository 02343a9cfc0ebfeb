import type { TracedProcess } from '#libs/contracts/trace';

/** The short name of what a process runs: its program without folders, or the script that an interpreter runs. */
export function programName(process: TracedProcess): string {
  const [program = '', script] = process.command;
  const name = lastPart(program);
  if (/^python[\d.]*$/.test(name) && script !== undefined && !script.startsWith('-')) return lastPart(script);
  return name === '' ? process.id : name;
}

/** What a line of text calls a process: its program and its pid; the harness has no pid that anybody knows. */
export function processTitle(process: TracedProcess): string {
  return process.role === 'harness' ? programName(process) : `${programName(process)} (pid ${process.pid})`;
}

function lastPart(path: string): string {
  return path.split('/').findLast((part) => part !== '') ?? path;
}
