import type { History } from '#libs/trace/history';

/** What a process runs: the arguments of its last successful execve, or what its parent ran when it was made. */
export function commandLineOf(history: History, processId: string): readonly string[] {
  const life = history.processes.find((one) => one.id === processId);
  if (!life) return [];
  const own = life.execs.findLast((exec) => exec.error === null);
  if (own) return own.argv.length > 0 ? own.argv : [own.path];
  if (life.parent === null) return [];
  return commandLineAt(history, life.parent, life.startMs);
}

/** What a process ran at some time: its last successful execve until then, or what it got from its parent. */
function commandLineAt(history: History, processId: string, atMs: number): readonly string[] {
  const life = history.processes.find((one) => one.id === processId);
  if (!life) return [];
  const own = life.execs.findLast((exec) => exec.error === null && exec.atMs <= atMs);
  if (own) return own.argv;
  return life.parent === null ? [] : commandLineAt(history, life.parent, life.startMs);
}

/** The short name of what a process runs, without folders; empty when it is not known. */
export function commandNameOf(history: History, processId: string): string {
  const [program = '', script] = commandLineOf(history, processId);
  const name = lastPart(program);
  // An interpreter says less than the script that it runs.
  return /^python[\d.]*$/.test(name) && script !== undefined && !script.startsWith('-')
    ? lastPart(script)
    : name;
}

function lastPart(path: string): string {
  return path.split('/').at(-1) ?? path;
}
