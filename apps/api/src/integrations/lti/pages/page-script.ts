/** Where apps/web keeps the token of a tab (`apps/web/src/state.ts`); a test compares the two. */
export const tokenKey = 'ipclab.token';

/**
 * The script of every page of a launch. A form marked `data-send` goes off by itself: one marked `top` only where the page has
 * the window to itself, since in a frame of somebody else's the browser keeps what is stored apart. A token that the page was
 * answered with is put where the web page looks for it, and never into an address.
 */
export const pageScript = `for (const form of document.querySelectorAll('form[data-send]')) {
  if (form.dataset.send === 'always' || window.top === window) {
    form.removeAttribute('target');
    form.submit();
  }
}
const entry = document.querySelector('[data-token]');
if (entry) {
  sessionStorage.setItem('${tokenKey}', entry.dataset.token);
  location.replace(entry.dataset.next);
}
`;
