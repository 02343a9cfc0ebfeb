import type { Exercise } from '#libs/catalogue/exercise';

/** An exercise with one C program, without answers, and with no plan. */
export function anExercise(over: Partial<Exercise> = {}): Exercise {
  return {
    slug: 'pipe/01-parent-to-child',
    mechanism: 'pipe',
    folder: '/nowhere/pipe/exercises/01-parent-to-child',
    hash: `sha256:${'0'.repeat(64)}`,
    title: { en: 'Parent to child', zh: '父进程写给子进程' },
    level: 'starter',
    summary: { en: 'Two ends.', zh: '两端。' },
    programs: ['uppercase'],
    languages: ['c', 'cpp', 'python'],
    wrong: [],
    cheats: [],
    task: { en: '', zh: '' },
    hints: { en: [], zh: [] },
    lessonHeadings: [],
    design: '',
    starter: {},
    solutions: [],
    wrongAnswers: [],
    loadedCheats: [],
    peers: [],
    harnesses: [],
    plan: {},
    ...over,
  };
}
