import { xmlText } from '../wording/safe-text.js';

export type Attributes = Readonly<Record<string, string | number>>;

/** One SVG element; `children` are finished markup, attribute values are escaped here. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? rounded(value) : xmlText(value)}"`,
  );
  const inner = children.join('');
  return inner === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inner}</${name}>`;
}

/** A `text` element; the text is escaped here. Nothing where there is nothing to say. */
export function textElement(attributes: Attributes, text: string): string {
  return text === '' ? '' : element('text', attributes, xmlText(text));
}

/** A `title` element: what a pointer resting on a part is told. */
export function titleElement(text: string): string {
  return element('title', {}, xmlText(text));
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
