import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { signalName } from '../../../explain/words/signal-name.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import type { Wrong } from '../../../explain/wrong.js';
import { threadReportsFile } from '#libs/sandbox/thread-checker';
import { explainRace } from '../../../harnesses/explain-race.js';
import { readRaceReports, type RaceReports } from '../../../harnesses/read-race-reports.js';
import type { CaseRun } from '../../../runs/case-run.js';

/**
 * The threads of a harness with `sanitize: thread` ran to their end, and ThreadSanitizer saw no two of them meet in the files `in` of the
 * hand-in without a lock or an atomic in between, nor a mutex used wrongly there.
 */
export const noRace = defineCondition(
  'no-race',
  { in: z.array(z.string().min(1)).min(1) },
  (wanted, seen) => {
    const found = readFound(seen);
    if (found !== null) {
      const scope = { patterns: wanted.in, sources: seen.sources };
      const told = found.reports.map((report) => explainRace(report, scope));
      const race = told.find((sentence) => sentence !== null);
      if (race) return withOthers(race, new Set(told.map((sentence) => sentence?.en)).size - 1);
      if (found.gaveUp !== null) throw new Error(`ThreadSanitizer gave up: ${found.gaveUp}`);
      const [foreign] = found.reports;
      if (foreign) throw new Error(`ThreadSanitizer reports a ${foreign.kind} outside of the hand-in.`);
    }
    return unfinished(seen) ?? (found === null ? silenced : null);
  },
);

const silenced: Wrong = {
  en: 'What the race checker had written down is gone: the functions that are tested must leave files and descriptors of others alone.',
  zh: '竞争检查器写下的内容不见了：被测试的函数不得改动别人的文件和描述符。',
};

/** What the checker wrote; null when somebody removed it. Throws an Error when the checker itself could not do its work. */
function readFound(seen: CaseRun): RaceReports | null {
  const stderr = Buffer.from(seen.run.programs[0]?.stderr ?? []).toString();
  const refused = /^.*FATAL: ThreadSanitizer.*$/m.exec(stderr)?.[0];
  const bytes = seen.run.files.get(threadReportsFile);
  if (bytes === undefined && refused !== undefined)
    throw new Error(`ThreadSanitizer did not start: ${refused}`);
  if (bytes === undefined) return null;
  const found = readRaceReports(Buffer.from(bytes).toString());
  return found.began ? found : null;
}

function withOthers(race: Wrong, others: number): Wrong {
  if (others <= 0) return race;
  return {
    en: `${race.en} (${others} more place${others === 1 ? '' : 's'} like this.)`,
    zh: `${race.zh}（类似之处还有 ${others} 处。）`,
  };
}

/** Threads that did not run to their end have not shown that they do not race. */
function unfinished(seen: CaseRun): Wrong | null {
  const stopped = explainStop(seen);
  if (stopped) return stopped;
  const end = seen.run.programs[0]?.end ?? { kind: 'running' };
  if (end.kind === 'exited' && end.code === 0) return null;
  const how =
    end.kind === 'killed'
      ? { en: `was killed by ${signalName(end.signal)}`, zh: `被 ${signalName(end.signal)} 杀死` }
      : end.kind === 'exited'
        ? { en: `ended with status ${end.code}`, zh: `以状态 ${end.code} 结束` }
        : { en: 'did not end', zh: '没有结束' };
  return {
    en: `No race was seen, but the test program \`${seen.program}\` ${how.en} before its threads had done their work.`,
    zh: `没有看到竞争，但测试程序 \`${seen.program}\` 在各线程完成之前就${how.zh}。`,
  };
}
