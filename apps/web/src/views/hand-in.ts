import type { SourceFile } from '#libs/contracts/language';
import type { ExerciseWhole } from '../api/exercises.js';
import { element, withAttributes } from '../element.js';
import { languageName, text } from '../texts.js';
import type { Lang } from '../texts.js';

/** What the form needs from the page around it. */
export interface HandInContext {
  readonly lang: Lang;
  readonly signedIn: boolean;
  readonly handIn: (language: string, files: readonly SourceFile[]) => Promise<void>;
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
  const showStarter = () =>
    editors.replaceChildren(...editorsOf(starterOf(exercise, chooseLanguage.value), lang));
  chooseLanguage.addEventListener('change', showStarter);
  showStarter();
  const chooseFiles = element('input', { id: 'files', type: 'file', multiple: true });
  chooseFiles.addEventListener('change', async () => {
    const chosen = await Promise.all([...(chooseFiles.files ?? [])].map(readFile));
    editors.replaceChildren(...editorsOf(chosen, lang));
  });
  const form = element('form', { className: 'sheet', id: 'hand-in' }, [
    element('h2', { textContent: text('handIn', lang) }),
    element('label', { htmlFor: 'language', textContent: text('programmingLanguage', lang) }),
    chooseLanguage,
    editors,
    element('label', { htmlFor: 'files', textContent: text('chooseFiles', lang) }),
    chooseFiles,
  ]);
  form.append(
    ...submitRow(form, context, () => ({ language: chooseLanguage.value, files: filesOf(editors) })),
  );
  return form;
}

type Taken = { readonly language: string; readonly files: readonly SourceFile[] };

function submitRow(
  form: HTMLFormElement,
  { lang, signedIn, handIn }: HandInContext,
  take: () => Taken,
): HTMLElement[] {
  const button = element('button', {
    type: 'submit',
    disabled: !signedIn,
    textContent: text('handIn', lang),
  });
  const says = withAttributes(element('p', { className: 'bad', id: 'hand-in-says' }), { role: 'alert' });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { language, files } = take();
    says.textContent = '';
    button.disabled = true;
    button.textContent = text('handingIn', lang);
    try {
      await handIn(language, files);
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
