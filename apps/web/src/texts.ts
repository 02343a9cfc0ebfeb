import type { SubmissionState } from '#libs/contracts/progress';
import type { CheckGroup } from '#libs/contracts/report';

export type Lang = 'en' | 'zh';

/** Every word of the page that is not content, in both languages of the product. */
const texts = {
  tagline: { en: 'Processes that really talk to each other', zh: '让进程真正地相互通信' },
  language: { en: '中文', zh: 'English' },
  signIn: { en: 'Sign in', zh: '登录' },
  signOut: { en: 'Sign out', zh: '退出登录' },
  token: { en: 'Access token', zh: '访问令牌' },
  tokenHelp: {
    en: 'The sample accounts of a local start are listed, with their tokens, in the file that “npm start” names.',
    zh: '本地启动时的示例账户及其令牌，写在 “npm start” 所指的文件中。',
  },
  signedInAs: { en: 'Signed in as', zh: '当前用户' },
  exercises: { en: 'Exercises', zh: '练习' },
  noExercises: { en: 'There are no exercises yet.', zh: '还没有练习。' },
  chooseExercise: { en: 'Choose an exercise on the list.', zh: '请从列表中选择一个练习。' },
  forAssignment: { en: 'What you hand in here counts for', zh: '在此提交将计入作业' },
  due: { en: 'due', zh: '截止时间' },
  task: { en: 'Task', zh: '题目' },
  hints: { en: 'Hints', zh: '提示' },
  hint: { en: 'Hint', zh: '提示' },
  handIn: { en: 'Hand in', zh: '提交' },
  handingIn: { en: 'Handing in…', zh: '正在提交……' },
  signInFirst: { en: 'Sign in to hand in.', zh: '请先登录再提交。' },
  programmingLanguage: { en: 'Programming language', zh: '编程语言' },
  chooseFiles: { en: 'Choose files instead', zh: '改为选择文件' },
  source: { en: 'Source', zh: '源代码' },
  progress: { en: 'Progress', zh: '进度' },
  queuePosition: { en: 'Place in the queue', zh: '队列中的位置' },
  report: { en: 'Report', zh: '报告' },
  points: { en: 'points', zh: '分' },
  check: { en: 'Check', zh: '检查' },
  result: { en: 'Result', zh: '结果' },
  passed: { en: 'passed', zh: '通过' },
  failed: { en: 'failed', zh: '未通过' },
  lesson: { en: 'Read on in the lesson', zh: '课程中的说明：' },
  compilerSays: { en: 'What the compiler says', zh: '编译器的输出' },
  notGraded: {
    en: 'This hand-in could not be graded. That is our failure, not yours; it does not count.',
    zh: '这次提交未能评分。这是我们的故障，与您无关，不计入成绩。',
  },
  didNotCompile: { en: 'The program did not compile.', zh: '程序未能编译。' },
  picture: { en: 'What happened', zh: '实际发生的事' },
  pictureInWords: { en: 'The same in words', zh: '文字描述' },
  pictureOf: { en: 'Picture of run', zh: '运行的图示' },
  explained: {
    en: 'Drawn from what the kernel saw, not from what the program printed.',
    zh: '图示取自内核所见，而非程序的输出。',
  },
  details: { en: 'How this was graded', zh: '评分的依据' },
  offline: { en: 'The server does not answer.', zh: '服务器没有响应。' },
} as const;

const groups: Readonly<Record<CheckGroup, { readonly en: string; readonly zh: string }>> = {
  behaviour: { en: 'Behaviour', zh: '行为' },
  evidence: { en: 'Evidence', zh: '证据' },
  robustness: { en: 'Robustness', zh: '健壮性' },
  hygiene: { en: 'Hygiene', zh: '整洁' },
};

const states: Readonly<Record<SubmissionState, { readonly en: string; readonly zh: string }>> = {
  QUEUED: { en: 'waiting in the queue', zh: '排队中' },
  COMPILING: { en: 'compiling', zh: '编译中' },
  RUNNING: { en: 'running', zh: '运行中' },
  JUDGING: { en: 'judging', zh: '评判中' },
  GRADED: { en: 'graded', zh: '已评分' },
  NOT_GRADED: { en: 'not graded', zh: '未评分' },
  CANCELLED: { en: 'cancelled', zh: '已取消' },
};

const languageNames: Readonly<Record<string, string>> = { c: 'C', cpp: 'C++', python: 'Python' };

export type TextKey = keyof typeof texts;

/** One of the page's own words. */
export function text(key: TextKey, lang: Lang): string {
  return texts[key][lang];
}

/** The name of a group of checks. */
export function groupName(group: CheckGroup, lang: Lang): string {
  return groups[group][lang];
}

/** What a submission is doing, in a few words. */
export function stateName(state: SubmissionState, lang: Lang): string {
  return states[state][lang];
}

/** `C++` for `cpp`. */
export function languageName(id: string): string {
  return languageNames[id] ?? id;
}
