import type { Sentence } from '#libs/contracts/sentence';
import { programsOf } from '../../runs/case.js';
import type { CaseRun } from '../../runs/case-run.js';
import { nameProgram } from '../words/name-program.js';
import { explainHang } from './hang.js';
import type { Wrong } from '../wrong.js';

/** Why a run did not end by itself, or null when it did. A time-out is explained by who waited for whom. */
export function explainStop(seen: CaseRun): Wrong | null {
  const { run } = seen;
  const title = seen.case.title;
  switch (run.ended) {
    case 'programs-ended':
      return null;
    case 'deadlock':
      return {
        ...aboutOf(hang(seen)),
        en: `In "${title.en}" every process waits and nothing moves any more. ${hang(seen)?.en ?? ''}`.trimEnd(),
        zh: `在“${title.zh}”中，所有进程都在等待，再没有任何进展。${hang(seen)?.zh ?? ''}`,
      };
    case 'livelock':
      return {
        ...aboutOf(hang(seen)),
        en: `In "${title.en}" somebody goes round in circles: without a system call it comes back to the same registers and the same memory again and again, and nobody is left who could change that. ${hang(seen)?.en ?? ''}`.trimEnd(),
        zh: `在“${title.zh}”中，有任务在原地打转：它不进行系统调用，寄存器和内存一次又一次回到同样的状态，而已没有别的任务能改变这一点。${hang(seen)?.zh ?? ''}`,
      };
    case 'wall-time': {
      const seconds = (run.wallMs / 1000).toFixed(1);
      const why = hang(seen);
      const who = lateOnes(seen);
      return {
        ...aboutOf(why),
        en: `In "${title.en}" ${who.en} had not ended after ${seconds} s.${why ? ` ${why.en}` : ''}`,
        zh: `在“${title.zh}”中，${who.zh} 过了 ${seconds} 秒仍未结束。${why ? why.zh : ''}`,
      };
    }
    case 'cpu-time':
      return {
        en: `In "${title.en}" the processes used ${Math.round(run.cpuMs)} ms of processor time and were stopped: something runs in a loop without waiting.`,
        zh: `在“${title.zh}”中，各进程共用去 ${Math.round(run.cpuMs)} 毫秒处理器时间，已被停止：有代码在不等待地循环。`,
      };
    case 'output-limit':
      return {
        en: `In "${title.en}" more than ${seen.case.outputBytes} bytes were printed, so the run was stopped.`,
        zh: `在“${title.zh}”中，输出超过 ${seen.case.outputBytes} 字节，运行已被停止。`,
      };
    case 'interrupted':
      return { en: `"${title.en}" was interrupted.`, zh: `“${title.zh}”被中断。` };
    case 'memory-limit':
      return {
        en: `In "${title.en}" the processes wanted more than ${Math.round(seen.case.memoryBytes / 1_048_576)} MiB of memory and were stopped.`,
        zh: `在“${title.zh}”中，各进程需要的内存超过 ${Math.round(seen.case.memoryBytes / 1_048_576)} MiB，已被停止。`,
      };
  }
}

// Of several programs those are named that were still there; the grader's own only where nobody else was.
function lateOnes(seen: CaseRun): Sentence {
  const name = `\`${seen.program}\``;
  const programs = programsOf(seen.case);
  const late = seen.run.programs.flatMap(({ end }, at) => (end.kind === 'running' ? [at] : []));
  const students = late.filter((at) => programs[at]?.peer === undefined);
  const named = (students.length > 0 ? students : late).slice(0, 3).map((at) => nameProgram(seen, at));
  if (programs.length < 2 || named.length === 0) return { en: name, zh: name };
  return { en: named.map(({ en }) => en).join(', '), zh: named.map(({ zh }) => zh).join('、') };
}

function hang(seen: CaseRun): Wrong | null {
  return seen.history === null ? null : explainHang(seen.history);
}

function aboutOf(why: Wrong | null): Pick<Wrong, 'about'> {
  return why?.about ? { about: why.about } : {};
}
