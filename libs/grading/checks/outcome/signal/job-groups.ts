import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import type { SeenProcess } from '#libs/sandbox/step';
import { defineCondition } from '../../../condition.js';
import { sightsOf, tooEarly } from '../../../explain/files/sights.js';
import type { Wrong } from '../../../explain/wrong.js';

/**
 * At each `look` of this id every one of `jobs`, the names of its processes, is a process group of its own, and none is the shell's.
 * The terminal's foreground group (`tpgid`, proc_pid_stat(5)) is that of the job `foreground`, counted from 0, or the shell's.
 */
export const jobGroups = defineCondition(
  'job-groups',
  {
    look: z.string(),
    jobs: z.array(z.array(z.string()).min(1)),
    foreground: z.union([z.literal('shell'), z.number().int().min(0)]).optional(),
    hint: Sentence.optional(),
  },
  ({ look, jobs, foreground, hint }, seen) => {
    const shell = seen.run.programs[0]?.pid ?? 0;
    const sights = sightsOf(seen, look);
    if (sights.length === 0) return tooEarly(seen);
    for (const { processes } of sights) {
      const wrong = judge(processes, { shell, jobs, foreground });
      if (wrong) return hint ? { en: `${hint.en} ${wrong.en}`, zh: `${hint.zh}${wrong.zh}` } : wrong;
    }
    return null;
  },
);

interface Wanted {
  readonly shell: number;
  readonly jobs: readonly (readonly string[])[];
  readonly foreground: 'shell' | number | undefined;
}

function judge(processes: readonly SeenProcess[], { shell, jobs, foreground }: Wanted): Wrong | null {
  const own = processes.find(({ pid }) => pid === shell);
  const names = new Set(jobs.flat());
  const members = processes.filter(
    ({ pid, name, state }) => pid !== shell && names.has(name) && state !== 'Z',
  );
  const inShell = members.find(({ group }) => group === own?.group);
  if (inShell) {
    return {
      en: `\`${inShell.name}\` (pid ${inShell.pid}) is in the shell's own process group ${inShell.group}; each job was to have a group of its own.`,
      zh: `\`${inShell.name}\`（pid ${inShell.pid}）在 shell 自己的进程组 ${inShell.group} 里；每个作业都应有自己的进程组。`,
    };
  }
  const groups = [...new Set(members.map(({ group }) => group))];
  const taken = new Set<number>();
  const found = jobs.map((job) => {
    const match = groups.find((group) => !taken.has(group) && isJob(members, group, job));
    if (match !== undefined) taken.add(match);
    return match;
  });
  const missing = found.indexOf(undefined);
  if (missing !== -1) return noGroup(jobs[missing] ?? [], members);
  if (foreground === undefined || own === undefined) return null;
  return judgeForeground(own, { foreground, group: foreground === 'shell' ? own.group : found[foreground] });
}

function isJob(members: readonly SeenProcess[], group: number, job: readonly string[]): boolean {
  const names = members.filter((one) => one.group === group).map(({ name }) => name);
  return names.toSorted().join('\n') === job.toSorted().join('\n');
}

function noGroup(job: readonly string[], members: readonly SeenProcess[]): Wrong {
  const wanted = `\`${job.join(' | ')}\``;
  const list = members.map(({ name, pid, group }) => `${name} (pid ${pid}, group ${group})`).join(', ');
  const listZh = members.map(({ name, pid, group }) => `${name}（pid ${pid}，进程组 ${group}）`).join('、');
  return {
    en: `No process group is just ${wanted}: there was ${list || 'none of its processes'}. All processes of a pipeline belong into one group, another one for each job.`,
    zh: `没有一个进程组恰好是 ${wanted}：当时有 ${listZh || '它的任何进程都不在'}。一条流水线的所有进程应在同一个进程组里，每个作业各有一个。`,
  };
}

function judgeForeground(
  own: SeenProcess,
  { foreground, group }: { foreground: 'shell' | number; group: number | undefined },
): Wrong | null {
  if (group === undefined || own.foreground === group) return null;
  const isShell = own.foreground === own.group;
  if (foreground === 'shell') {
    return {
      en: `At the prompt the terminal belonged to group ${own.foreground}, not to the shell's (${group}): it has to be taken back after each foreground job.`,
      zh: `在提示符处，终端属于进程组 ${own.foreground}，而不是 shell 的进程组（${group}）：每个前台作业之后都要把终端收回来。`,
    };
  }
  return {
    en: `While the job ran in the foreground the terminal belonged to ${isShell ? "the shell's" : 'another'} group ${own.foreground}, not to the job's (${group}): who reads there from another group gets SIGTTIN, and Ctrl-C goes astray.`,
    zh: `作业在前台运行时，终端属于${isShell ? ' shell 的' : '另一个'}进程组 ${own.foreground}，而不是作业的进程组（${group}）：别的进程组里谁去读它就会收到 SIGTTIN，Ctrl-C 也会送错地方。`,
  };
}
