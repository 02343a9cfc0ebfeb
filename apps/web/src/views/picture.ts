import type { PictureAnswer } from '../api/submissions.js';
import { element } from '../element.js';
import { text } from '../texts.js';
import type { Lang } from '../texts.js';

/** The picture of one run, shown as an image and so without any power over the page, with the same in words below it. */
export function pictureView(picture: PictureAnswer, lang: Lang): HTMLElement {
  const url = URL.createObjectURL(new Blob([picture.svg], { type: 'image/svg+xml' }));
  const image = element('img', {
    src: url,
    alt: `${text('pictureOf', lang)} ${picture.run}`,
    onload: () => URL.revokeObjectURL(url),
  });
  return element('figure', {}, [
    element('div', { className: 'scroll', tabIndex: 0 }, [image]),
    element('figcaption', { className: 'quiet', textContent: text('explained', lang) }),
    element('details', {}, [
      element('summary', { textContent: text('pictureInWords', lang) }),
      element('pre', { textContent: picture.text, tabIndex: 0 }),
    ]),
  ]);
}

/** All pictures of a submission under one heading. */
export function picturesView(pictures: readonly PictureAnswer[], lang: Lang): HTMLElement | null {
  if (pictures.length === 0) return null;
  return element('section', { className: 'sheet', id: 'pictures' }, [
    element('h2', { textContent: text('picture', lang) }),
    ...pictures.map((picture) => pictureView(picture, lang)),
  ]);
}
