import { safeText } from './safe-text.js';

/** A typeface that pictures use: widths are guessed, since no browser is at hand where they are drawn. */
export type Face = 'sans' | 'mono';

// Widths in em of DejaVu Sans, the widest of the usual system typefaces; Chinese characters are square.
const monoEm = 0.61;
const wideEm = 1.05;

/** The width of a text in pixels; rather a little too wide than too narrow. */
export function textWidth(text: string, sizePx: number, face: Face): number {
  let em = 0;
  for (const character of text) em += characterEm(character, face);
  return em * sizePx;
}

/** The text, cut with `…` where it would be wider than `maxPx`; empty when not even one character fits. */
export function fitText(text: string, fit: { maxPx: number; sizePx: number; face: Face }): string {
  const shown = safeText(text);
  if (textWidth(shown, fit.sizePx, fit.face) <= fit.maxPx) return shown;
  let kept = '';
  let width = textWidth('…', fit.sizePx, fit.face);
  for (const character of shown) {
    width += characterEm(character, fit.face) * fit.sizePx;
    if (width > fit.maxPx) break;
    kept += character;
  }
  return kept === '' ? '' : `${kept.trimEnd()}…`;
}

function characterEm(character: string, face: Face): number {
  const code = character.codePointAt(0) ?? 0;
  if (/\p{M}/u.test(character)) return 0;
  if (code >= 0x1100) return wideEm;
  if (face === 'mono') return monoEm;
  if (/[ijl.,:;|!'()[\]{}ft`]/.test(character)) return 0.4;
  if (/[mwMW@%—…]/.test(character)) return 1;
  return /[A-Z0-9+<>=~#&]/.test(character) ? 0.72 : 0.63;
}
