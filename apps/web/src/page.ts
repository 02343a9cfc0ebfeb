import { ask, Refused } from './api/ask.js';
import { readAssignment } from './api/assignments.js';
import type { AssignmentLine } from './api/assignments.js';
import { readExercise, readExercises } from './api/exercises.js';
import type { ExerciseLine, ExerciseWhole } from './api/exercises.js';
import { readViewer } from './api/viewer.js';
import type { Viewer } from './api/viewer.js';
import { element, withAttributes } from './element.js';
import { keepLang, keepToken, readLang, readToken } from './state.js';
import { text } from './texts.js';
import { assignmentView } from './views/assignment.js';
import { bannerView } from './views/banner.js';
import { exerciseListView } from './views/exercise-list.js';
import { exerciseView } from './views/exercise.js';
import { handInView } from './views/hand-in.js';
import type { Draft } from './views/hand-in.js';
import { signInView } from './views/sign-in.js';
import { followHandIn } from './follow-hand-in.js';

/** All that the page shows follows from these; each change draws it again. */
interface PageState {
  lang: ReturnType<typeof readLang>;
  token: string | null;
  viewer: Viewer | null;
  lines: readonly ExerciseLine[];
  exercise: ExerciseWhole | null;
  draft: Draft | null;
  /** What somebody was sent here for, by `?assignment=` in the address. */
  assignment: AssignmentLine | null;
  trouble: string | null;
}

/** Draws the page into `body` and keeps it true. */
export async function showPage(body: HTMLElement): Promise<void> {
  const state: PageState = {
    lang: readLang(),
    token: readToken(),
    viewer: null,
    lines: [],
    exercise: null,
    draft: null,
    assignment: null,
    trouble: null,
  };
  const answers = element('div', { id: 'answers' });
  const draw = () => {
    const focused = document.activeElement?.id;
    keepLang(state.lang);
    body.replaceChildren(...pageOf(state, { answers, draw }));
    // Who works with the keyboard goes on where they were, or at the task when that place is gone.
    if (focused) (document.getElementById(focused) ?? document.getElementById('exercise'))?.focus();
  };
  draw();
  await reporting(state, async () => {
    state.lines = (await ask(readExercises, state.token)).exercises;
    await findViewer(state);
    const named = decodeURIComponent(location.hash.slice(1));
    const first = state.lines.find((line) => line.slug === named) ?? state.lines[0];
    if (first) await chooseExercise(state, first.slug);
    await findAssignment(state);
  });
  draw();
}

interface Around {
  readonly answers: HTMLElement;
  readonly draw: () => void;
}

function pageOf(state: PageState, { answers, draw }: Around): HTMLElement[] {
  const banner = bannerView(state, {
    switchLang: () => {
      state.lang = state.lang === 'en' ? 'zh' : 'en';
      answers.replaceChildren();
      draw();
    },
    signOut: () => {
      keepToken(null);
      state.token = null;
      state.viewer = null;
      state.assignment = null;
      draw();
    },
  });
  const choose = async (slug: string) => {
    answers.replaceChildren();
    await reporting(state, () => chooseExercise(state, slug));
    draw();
  };
  const side = element('div', {}, [
    exerciseListView(state.lang, { lines: state.lines, chosen: state.exercise?.slug ?? null }, choose),
    state.viewer
      ? null
      : signInView(state.lang, async (token) => {
          await signIn(state, token);
          await reporting(state, () => findAssignment(state));
          draw();
        }),
  ]);
  return [banner, element('main', { className: 'frame' }, [side, middleOf(state, answers)])];
}

function middleOf(state: PageState, answers: HTMLElement): HTMLElement {
  const { exercise, lang, token, trouble } = state;
  const complaint = trouble
    ? withAttributes(element('p', { className: 'sheet bad', textContent: trouble }), { role: 'alert' })
    : null;
  if (!exercise) {
    return element('div', {}, [
      complaint,
      element('p', { className: 'sheet', textContent: text('chooseExercise', lang) }),
    ]);
  }
  const assignment = state.assignment?.exercise.slug === exercise.slug ? state.assignment : null;
  const counts = assignment === null ? {} : { assignmentId: assignment.id };
  const form = handInView(exercise, {
    lang,
    signedIn: state.viewer !== null,
    draft: state.draft,
    keepDraft: (draft) => {
      state.draft = draft;
    },
    handIn: (draft) =>
      followHandIn({ exercise: exercise.slug, ...draft, ...counts }, { lang, token: token ?? '', answers }),
  });
  const set = assignment === null ? null : assignmentView(assignment, lang);
  return element('div', {}, [complaint, set, exerciseView(exercise, lang), form, answers]);
}

async function chooseExercise(state: PageState, slug: string): Promise<void> {
  state.draft = null;
  state.exercise = (await ask(readExercise(slug), state.token)).exercise;
  history.replaceState(null, '', `${location.search}#${slug}`);
}

async function signIn(state: PageState, token: string): Promise<void> {
  const { viewer } = await ask(readViewer, token);
  if (!viewer) throw new Refused('WRONG_CREDENTIALS', 'This token belongs to nobody.');
  state.token = token;
  state.viewer = viewer;
  keepToken(token);
}

/** Whoever was sent here for an assignment may not see it, or not any more; all the rest works all the same. */
async function findAssignment(state: PageState): Promise<void> {
  const id = new URLSearchParams(location.search).get('assignment');
  if (id === null || state.token === null) return;
  state.assignment = (await ask(readAssignment(id), state.token)).assignment;
}

/** A token that has been revoked since the last visit is forgotten, and the form is there again. */
async function findViewer(state: PageState): Promise<void> {
  if (state.token === null) return;
  try {
    await signIn(state, state.token);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    keepToken(null);
    state.token = null;
  }
}

async function reporting(state: PageState, work: () => Promise<void>): Promise<void> {
  state.trouble = null;
  try {
    await work();
  } catch (error) {
    state.trouble = error instanceof Refused ? error.message : text('offline', state.lang);
  }
}
