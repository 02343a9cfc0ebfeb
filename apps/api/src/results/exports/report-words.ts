import type { CheckGroup } from '#libs/contracts/report';
import type { ReadLanguage } from './read-language.js';

/** What a printed report says by itself. */
export interface ReportWords {
  readonly points: string;
  readonly passed: string;
  readonly notPassed: string;
  readonly failed: string;
  readonly didNotCompile: string;
  readonly notGraded: string;
  readonly compiler: string;
  readonly checks: string;
  readonly check: string;
  readonly result: string;
  readonly group: string;
  readonly picture: string;
  readonly seed: string;
  readonly groups: Readonly<Record<CheckGroup, string>>;
}

/** The same in both languages of the product. */
export const words: Readonly<Record<ReadLanguage, ReportWords>> = {
  en: {
    points: 'Points',
    passed: 'passed',
    notPassed: 'not passed',
    failed: 'failed',
    didNotCompile: 'The program did not compile.',
    notGraded: 'This could not be graded, because something failed on our side. It costs no points.',
    compiler: 'What the compiler says',
    checks: 'Checks',
    check: 'Check',
    result: 'Result',
    group: 'Group',
    picture: 'What the processes did',
    seed: 'seed',
    groups: { behaviour: 'behaviour', evidence: 'evidence', robustness: 'robustness', hygiene: 'hygiene' },
  },
  zh: {
    points: '得分',
    passed: '通过',
    notPassed: '未通过',
    failed: '未通过',
    didNotCompile: '程序没有通过编译。',
    notGraded: '我们这边出了故障，这次提交没能评分，不会扣分。',
    compiler: '编译器的输出',
    checks: '检查项',
    check: '检查项',
    result: '结果',
    group: '类别',
    picture: '进程做了什么',
    seed: '种子',
    groups: { behaviour: '行为', evidence: '证据', robustness: '健壮性', hygiene: '整洁' },
  },
};
