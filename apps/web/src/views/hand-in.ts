import type { SourceFile } from '#libs/contracts/language';
import type { ExerciseWhole } from '../api/exercises.js';
import { element, withAttributes } from '../element.js';
import { languageName, text } from '../texts.js';
import type { Lang } from '../texts.js';

/** What the form needs from the page around it. */
export interface HandInContext {
  readonly lang: Lang;
  readonly signedIn: boolean;
  /** What was typed before the page was drawn anew. */
  readonly draft: Draft | null;
  readonly keepDraft: (draft: Draft) => void;
  readonly handIn: (draft: Draft) => Promise<void>;
}

/** A program as it stands in the form. */
export interface Draft {
  readonly language: string;
  readonly files: readonly SourceFile[];
}

/** The form that takes a program: typed over the starter, or chosen as files. */
export function handInView(exercise: ExerciseWhole, context: HandInContext): HTMLElement {
  const { lang } = context;
  const chooseLanguage = element(
    'select',
    { id: 'language' },
    exercise.languages.map((id) => element('option', { value: id, textContent: languageName(id) })),
  );
  const editors = element('div');
  const showFiles = (files: readonly SourceFile[]) => editors.replaceChildren(...editorsOf(files, lang));
  if (context.draft) chooseLanguage.value = context.draft.language;
  showFiles(context.draft?.files ?? starterOf(exercise, chooseLanguage.value));
  chooseLanguage.addEventListener('change', () => showFiles(starterOf(exercise, chooseLanguage.value)));
  const chooseFiles = element('input', { id: 'files', type: 'file', multiple: true });
  chooseFiles.addEventListener('change', async () => {
    showFiles(await Promise.all([...(chooseFiles.files ?? [])].map(readFile)));
    context.keepDraft(take());
  });
  const take = (): Draft => ({ language: chooseLanguage.value, files: filesOf(editors) });
  const form = element('form', { className: 'sheet', id: 'hand-in' }, [
    element('h2', { textContent: text('handIn', lang) }),
    element('label', { htmlFor: 'language', textContent: text('programmingLanguage', lang) }),
    chooseLanguage,
    editors,
    element('label', { htmlFor: 'files', textContent: text('chooseFiles', lang) }),
    chooseFiles,
  ]);
  form.addEventListener('input', () => context.keepDraft(take()));
  form.append(...submitRow(form, context, take));
  return form;
}

function submitRow(
  form: HTMLFormElement,
  { lang, signedIn, handIn }: HandInContext,
  take: () => Draft,
): HTMLElement[] {
  const button = element('button', {
    type: 'submit',
    disabled: !signedIn,
    textContent: text('handIn', lang),
  });
  const says = withAttributes(element('p', { className: 'bad', id: 'hand-in-says' }), { role: 'alert' });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    says.textContent = '';
    button.disabled = true;
    button.textContent = text('handingIn', lang);
    try {
      await handIn(take());
    } catch (error) {
      says.textContent = error instanceof Error ? error.message : String(error);
    }
    button.disabled = false;
    button.textContent = text('handIn', lang);
  });
  const reason = signedIn
    ? null
    : element('span', { className: 'quiet', textContent: text('signInFirst', lang) });
  return [element('div', { className: 'row' }, [button, reason]), says];
}

function starterOf(exercise: ExerciseWhole, language: string): readonly SourceFile[] {
  return exercise.starter.find((starter) => starter.language === language)?.files ?? [];
}

function editorsOf(files: readonly SourceFile[], lang: Lang): HTMLElement[] {
  return files.flatMap((file, place) => {
    const id = `source-${place}`;
    const label = element('label', { htmlFor: id, textContent: `${text('source', lang)}: ${file.path}` });
    const editor = element('textarea', { id, value: file.content, spellcheck: false });
    return [label, withAttributes(editor, { 'data-path': file.path, autocapitalize: 'off' })];
  });
}

function filesOf(editors: HTMLElement): SourceFile[] {
  return [...editors.querySelectorAll('textarea')].map((editor) => ({
    path: editor.dataset.path ?? '',
    content: editor.value,
  }));
}

async function readFile(file: File): Promise<SourceFile> {
  return { path: file.name, content: await file.text() };
}
