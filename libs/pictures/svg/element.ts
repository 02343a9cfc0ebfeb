import { xmlText } from '../wording/safe-text.js';

export type Attributes = Readonly<Record<string, string | number>>;

/** One SVG element; `children` are finished markup, attribute values are escaped here. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : xmlText(value)}"`,
  );
  const inner = children.join('');
  return inner === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inner}</${name}>`;
}

/** A `text` element; the text is escaped here. Nothing where there is nothing to say. */
export function textElement(attributes: Attributes, text: string): string {
  return text === '' ? '' : element('text', attributes, xmlText(text));
}

/**
 * A part of the picture that can be reached by keyboard and is read out as one thing: `says` is its name and what a pointer resting
 * on it is told. Parts stand in the document in the order in which they should be read. See WAI-ARIA Graphics Module and SVG-AAM.
 */
export function partElement(says: string, className: string, ...children: readonly string[]): string {
  const attributes = { class: `ipc-part ${className}`.trim(), role: 'img', tabindex: 0 };
  return element('g', attributes, element('title', {}, xmlText(says)), ...children);
}

/** A detail of a part: a pointer resting on it is told what it is; the timeline in the description says it to others. */
export function detailElement(says: string, className: string, ...children: readonly string[]): string {
  const attributes = className === '' ? {} : { class: className };
  return element('g', attributes, element('title', {}, xmlText(says)), ...children);
}

/** A number with one digit after the point, as the data of a path. */
export function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
