import type { Call, Death, Exit, Task, TraceLog } from '../../strace/trace-event.js';
import { matchBirths, type Birth } from './match-births.js';
import { emptyMemory } from '../memory/mapping-table.js';
import type { Life } from '../model.js';

/** A program that the runner started: `pid` is its number at the start of the log's lines, or the one inside the sandbox. */
export interface Root {
  readonly pid: number;
  readonly program: string;
  /** It is the harness's own, for the student's programs to meet. */
  readonly isPeer?: boolean;
}

export interface Tree {
  readonly lives: readonly Life[];
  readonly lifeOfTask: readonly (Life | null)[];
  readonly childOfCall: ReadonlyMap<Call, Life>;
  readonly warnings: readonly string[];
}

interface Growing {
  readonly log: TraceLog;
  readonly roots: readonly Root[];
  readonly toldPids: ReadonlyMap<Task, number>;
  readonly deaths: ReadonlyMap<Task, Death>;
  readonly firstExec: ReadonlyMap<Task, Call>;
}

const forkCalls = new Set(['fork', 'vfork', 'clone', 'clone3']);

/**
 * Makes the process tree of a log: which tasks are threads of which process, who made whom, and the numbers that processes have
 * inside the sandbox. It needs the whole log: a child's first lines may come before its parent's fork has returned.
 */
export function growTree(log: TraceLog, roots: readonly Root[]): Tree {
  const growing = survey(log, roots);
  const rootTasks = findRoots(growing);
  const births = log.milestones
    .filter((call) => forkCalls.has(call.name) && call.answer.kind !== 'error')
    .map(readBirth);
  const matched = matchBirths({
    births,
    orphans: log.tasks.filter((task) => !rootTasks.has(task)),
    toldPids: growing.toldPids,
    samePids: [...rootTasks.keys()].some((task) => growing.toldPids.get(task) === task.tid),
  });
  return makeLives(growing, rootTasks, matched);
}

function survey(log: TraceLog, roots: readonly Root[]): Growing {
  const toldPids = new Map<Task, number>();
  const firstExec = new Map<Task, Call>();
  for (const call of log.milestones) {
    if (call.name === 'set_tid_address' && call.answer.kind === 'value')
      toldPids.set(call.task, call.answer.value);
    if (call.name.startsWith('execve') && call.answer.kind === 'value' && !firstExec.has(call.task))
      firstExec.set(call.task, call);
  }
  return { log, roots, toldPids, deaths: new Map(log.deaths.map((death) => [death.task, death])), firstExec };
}

function findRoots(growing: Growing): Map<Task, Root> {
  const found = new Map<Task, Root>();
  const { roots, log } = growing;
  const { tasks } = log;
  for (const root of roots) {
    const task =
      tasks.find((one) => one.tid === root.pid) ??
      tasks.find((one) => growing.toldPids.get(one) === root.pid);
    if (task) found.set(task, root);
  }
  const first = tasks[0];
  if (found.size === 0 && first) found.set(first, { pid: first.tid, program: 'program' });
  return found;
}

function readBirth(call: Call): Birth {
  const { answer } = call;
  if (answer.kind !== 'value') return { call, pid: null, tid: null };
  const translated = /\/\* (\d+) in strace's PID NS \*\//.exec(answer.text);
  return { call, pid: answer.value, tid: translated ? Number(translated[1]) : null };
}

interface Newborn {
  readonly task: Task;
  readonly birth: Birth | undefined;
  readonly root: Root | undefined;
  readonly position: number;
}

function makeLives(
  growing: Growing,
  rootTasks: ReadonlyMap<Task, Root>,
  matched: ReadonlyMap<Birth, Task>,
): Tree {
  const lifeOfTask: (Life | null)[] = growing.log.tasks.map(() => null);
  const childOfCall = new Map<Call, Life>();
  const lives: Life[] = [];
  const warnings: string[] = [];
  for (const newborn of inOrderOfBirth(growing, rootTasks, matched)) {
    const { task, birth, root } = newborn;
    const parent = birth ? (lifeOfTask[birth.call.task.index] ?? null) : null;
    if (birth && parent && isThread(birth.call)) {
      lifeOfTask[task.index] = parent;
      parent.liveTasks += 1;
      const tid = birth.pid ?? task.tid;
      const id = `${parent.id}.${parent.threads.length + 1}`;
      parent.threads.push({ id, tid, task, startMs: birth.call.entered.ms, endMs: null });
      continue;
    }
    if (!birth && !root)
      warnings.push(`Nobody was seen to make the process that the tracer calls ${task.tid}.`);
    const life = beginLife(growing, newborn, { id: `p${lives.length + 1}`, parent });
    lives.push(life);
    lifeOfTask[task.index] = life;
    if (birth) childOfCall.set(birth.call, life);
  }
  for (const task of growing.log.tasks) addLastSigns(growing, task, lifeOfTask[task.index] ?? null);
  return { lives, lifeOfTask, childOfCall, warnings };
}

function inOrderOfBirth(
  growing: Growing,
  rootTasks: ReadonlyMap<Task, Root>,
  matched: ReadonlyMap<Birth, Task>,
): Newborn[] {
  const birthOfTask = new Map([...matched].map(([birth, task]) => [task, birth]));
  return growing.log.tasks
    .map((task) => {
      const birth = birthOfTask.get(task);
      const root = rootTasks.get(task);
      // What a runner does in a root before its first execve is not the program's doing.
      const first = root ? growing.firstExec.get(task)?.entered : birth?.call.entered;
      return { task, birth: root ? undefined : birth, root, position: (first ?? task.born).position };
    })
    .sort((a, b) => a.position - b.position);
}

function isThread(call: Call): boolean {
  return call.args.some((arg) => arg.includes('CLONE_THREAD'));
}

function beginLife(growing: Growing, newborn: Newborn, place: { id: string; parent: Life | null }): Life {
  const { task, birth, root } = newborn;
  const born = root ? growing.firstExec.get(task)?.entered : birth?.call.entered;
  return {
    ...place,
    pid: growing.toldPids.get(task) ?? birth?.pid ?? task.tid,
    leader: task,
    isRoot: root !== undefined,
    program: root?.program ?? '',
    bornPosition: newborn.position,
    startMs: (born ?? task.born).ms,
    lastActivePosition: newborn.position,
    exit: null,
    programIndex: root ? Math.max(0, growing.roots.indexOf(root)) : (place.parent?.programIndex ?? null),
    role: root?.isPeer === true ? 'peer' : (place.parent?.role ?? 'student'),
    liveTasks: 1,
    usesMultiprocessing: false,
    threads: [],
    isReaped: false,
    endMs: null,
    memory: emptyMemory(place.id),
    table: { owner: place.id, users: 1, entries: new Map() },
    cwd: place.parent?.cwd ?? null,
    brokenBy: null,
    refused: null,
    execs: [],
    signals: [],
  };
}

function addLastSigns(growing: Growing, task: Task, life: Life | null): void {
  if (!life) return;
  life.lastActivePosition = Math.max(life.lastActivePosition, growing.log.lastActive[task.index] ?? 0);
  const exit: Exit | undefined = growing.deaths.get(task)?.exit;
  // All threads of a process end with one status; the leader's line is the one that counts when they differ.
  if (exit && (life.exit === null || task === life.leader)) life.exit = exit;
}
