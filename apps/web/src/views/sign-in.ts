import { element, withAttributes } from '../element.js';
import { text } from '../texts.js';
import type { Lang } from '../texts.js';

/** The form that takes an access token. It is checked by asking who it belongs to, and what went wrong is said beside it. */
export function signInView(lang: Lang, signIn: (token: string) => Promise<void>): HTMLElement {
  const field = withAttributes(
    element('input', { id: 'token', type: 'password', required: true, autocomplete: 'off' }),
    { 'aria-describedby': 'token-help token-says' },
  );
  const says = withAttributes(element('p', { id: 'token-says', className: 'bad' }), { role: 'alert' });
  const form = element('form', { className: 'sheet', id: 'sign-in' }, [
    element('h2', { textContent: text('signIn', lang) }),
    element('label', { htmlFor: 'token', textContent: text('token', lang) }),
    field,
    element('p', { id: 'token-help', className: 'quiet', textContent: text('tokenHelp', lang) }),
    says,
    element('button', { type: 'submit', textContent: text('signIn', lang) }),
  ]);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    says.textContent = '';
    signIn(field.value.trim()).catch((error: unknown) => {
      says.textContent = error instanceof Error ? error.message : String(error);
      field.focus();
    });
  });
  return form;
}
