import { fitText } from '../wording/measure-text.js';
import { xmlText } from '../wording/safe-text.js';
import type { Language } from '../wording/words.js';
import { element, textElement } from './element.js';
import { style } from './style.js';

export interface Page {
  readonly title: string;
  readonly subtitle: string;
  readonly lang: Language;
  /** What the picture shows, in lines of text, for who cannot see it. */
  readonly description: readonly string[];
  readonly width: number;
  readonly height: number;
  /** Lines cross many others: none is interrupted for another. */
  readonly isDense: boolean;
}

/** A longer text is no help to who cannot see the picture; the whole is what `writeText` gives. */
const descriptionCharactersMax = 4000;

/** Makes an SVG document of finished parts: its style, its title, and a description that says the same in words. */
export function drawPage(page: Page, parts: readonly string[]): string {
  const { title, lang, description } = page;
  const [width, height] = [Math.ceil(page.width), Math.ceil(page.height)];
  const fit = { maxPx: width - 40, sizePx: 17, face: 'sans' } as const;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: page.isDense ? 'ipclab-picture ipc-dense' : 'ipclab-picture',
      role: 'graphics-document document',
      lang,
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
    },
    element('title', {}, xmlText(title)),
    element('desc', {}, cut(description)),
    element('style', {}, style),
    element('rect', { class: 'ipc-paper', width: '100%', height: '100%' }),
    textElement({ class: 'ipc-title', x: 20, y: 30 }, fitText(title, fit)),
    textElement({ class: 'ipc-subtitle', x: 20, y: 50 }, page.subtitle),
    ...parts.map((part) => `\n${part}`),
    '\n',
  );
}

function cut(lines: readonly string[]): string {
  const kept: string[] = [];
  let characters = 0;
  for (const line of lines) {
    characters += line.length + 1;
    if (characters > descriptionCharactersMax) return [...kept, '…'].join('\n');
    kept.push(xmlText(line));
  }
  return kept.join('\n');
}
