import type { Sentence } from '#libs/contracts/sentence';
import { programsOf } from '../../runs/case.js';
import type { CaseRun } from '../../runs/case-run.js';

/** The ID of a node of an election: what its program was given as its second argument. */
export function idOf(seen: CaseRun, program: number): string {
  return programsOf(seen.case)[program]?.args[1] ?? '?';
}

/** The whole lines that a program had printed when a step, counted from 1, was over; all of them without a step. */
export function linesUntil(seen: CaseRun, program: number, step: number | null): readonly string[] {
  const bytes = step === null ? undefined : seen.run.steps[step - 1]?.outputBytes?.[program];
  const text = Buffer.from(seen.run.programs[program]?.stdout ?? []).toString('utf8', 0, bytes);
  return text.split('\n').slice(0, -1);
}

/** "Nodes 1, 2 and 4 say 4, node 5 says 5, node 3 says nothing.": what is the last word of each, those of one opinion together. */
export function sayOpinions(seen: CaseRun, programs: readonly number[], step: number | null): Sentence {
  const camps = new Map<string, string[]>();
  for (const program of programs) {
    const said = /^leader (\S+)$/.exec(linesUntil(seen, program, step).at(-1) ?? '')?.[1] ?? '';
    camps.set(said, [...(camps.get(said) ?? []), idOf(seen, program)]);
  }
  const all = [...camps];
  return {
    en: `${all.map(([said, ids]) => `${ids.length > 1 ? 'nodes' : 'node'} ${listed(ids)} ${verb(ids)} ${said === '' ? 'nothing' : said}`).join(', ')}.`,
    zh: `${all.map(([said, ids]) => `节点 ${ids.join('、')} ${said === '' ? '什么也没说' : `说是 ${said}`}`).join('，')}。`,
  };
}

function verb(ids: readonly string[]): string {
  return ids.length > 1 ? 'say' : 'says';
}

function listed(ids: readonly string[]): string {
  return ids.length < 2 ? (ids[0] ?? '') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1) ?? ''}`;
}
