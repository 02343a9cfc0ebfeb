import type { Viewer } from '../api/viewer.js';
import { element } from '../element.js';
import { text } from '../texts.js';
import type { Lang } from '../texts.js';

/** The head of the page: what it is, who is signed in, and the other language. */
export function bannerView(
  { lang, viewer }: { readonly lang: Lang; readonly viewer: Viewer | null },
  { switchLang, signOut }: { readonly switchLang: () => void; readonly signOut: () => void },
): HTMLElement {
  const icon = element('img', { src: '/icon.svg', alt: '', width: 28, height: 28 });
  const who = viewer
    ? [
        element('span', { className: 'quiet', textContent: `${text('signedInAs', lang)} ${viewer.name}` }),
        element('button', {
          type: 'button',
          className: 'plain',
          textContent: text('signOut', lang),
          onclick: signOut,
        }),
      ]
    : [];
  const other = element('button', {
    type: 'button',
    className: 'plain',
    id: 'switch-lang',
    lang: lang === 'en' ? 'zh-Hans' : 'en',
    textContent: text('language', lang),
    onclick: switchLang,
  });
  return element('header', { className: 'banner' }, [
    element('h1', {}, [icon, 'ipclab']),
    element('p', { textContent: text('tagline', lang) }),
    ...who,
    other,
  ]);
}
