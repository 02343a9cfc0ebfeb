import type { Sentence } from '#libs/contracts/sentence';
import type { History, ProcessLife } from '#libs/trace/history';

/** The process that the runner started: of several programs of the student's the first one, of several processes the oldest. */
export function rootOf(history: History): ProcessLife | undefined {
  const students = history.processes.filter((life) => life.role === 'student');
  const first = Math.min(...students.map((life) => life.program ?? 0));
  return students.find((life) => (life.program ?? 0) === first);
}

/** The last part of the path of what a process runs: its own last exec, or its parent's at the time it was made. */
export function commandOf(history: History, id: string): string {
  const life = history.processes.find((one) => one.id === id);
  if (!life) return id;
  const own = life.execs.filter((exec) => exec.error === null).at(-1);
  if (own) return (own.argv[0] ?? own.path).split('/').at(-1) ?? own.path;
  return life.parent === null ? id : commandOf(history, life.parent);
}

/**
 * What a sentence calls a process: "the parent" and "the child" where both run the student's program, else the command's name.
 * Several children of one kind are told apart by their pid inside the sandbox.
 */
export function nameProcess(history: History, id: string): Sentence {
  if (beganApart(history).length > 1) return nameApart(history, id);
  const root = rootOf(history);
  const students = history.processes.filter((life) => life.role === 'student');
  const rootCommand = root ? commandOf(history, root.id) : '';
  const same = students.filter((life) => commandOf(history, life.id) === rootCommand);
  const command = commandOf(history, id);
  if (command !== rootCommand || (same.length === 1 && students.length > 1))
    return { en: `\`${command}\``, zh: `\`${command}\`` };
  if (id === root?.id)
    return same.length === students.length ? parent : { en: `\`${command}\``, zh: `\`${command}\`` };
  if (same.length === 2) return { en: 'the child', zh: '子进程' };
  const pid = students.find((life) => life.id === id)?.pid ?? 0;
  return { en: `the child with pid ${pid}`, zh: `子进程（pid ${pid}）` };
}

// Processes that the runner started, of whomever; the children of any have no place in one family.
function beganApart(history: History): readonly ProcessLife[] {
  return history.processes.filter((life) => life.role !== 'harness' && life.parent === null);
}

function nameApart(history: History, id: string): Sentence {
  const life = history.processes.find((one) => one.id === id);
  const command = commandOf(history, id);
  const roots = beganApart(history);
  const isAlone = roots.filter((one) => commandOf(history, one.id) === command).length === 1;
  const name = isAlone ? `\`${command}\`` : `\`${command}\` (pid ${life?.pid ?? 0})`;
  const nameZh = isAlone ? name : `\`${command}\`（pid ${life?.pid ?? 0}）`;
  if (life?.role === 'peer') return { en: `the grader's ${name}`, zh: `评分方的 ${nameZh}` };
  if (life?.parent === null) return { en: name, zh: nameZh };
  return { en: `a child process of ${name}`, zh: `${nameZh}的子进程` };
}

const parent: Sentence = { en: 'the parent', zh: '父进程' };

/** The name with a capital letter, for the beginning of a sentence. */
export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** What a sentence calls an object, such as `pipe 1`. */
export function nameObject(history: History, id: string | null): string {
  return history.objects.find((object) => object.id === id)?.name ?? 'a descriptor';
}

/** The last part of a path: `/usr/bin/cat` is `cat`. */
export function baseName(path: string): string {
  return path.split('/').at(-1) ?? path;
}
