import { textWidth } from '../wording/measure-text.js';

interface Inked {
  readonly says: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly isText: boolean;
}

const pill = 'ipc-badge';

/** So much of a guessed box is air: widths are guessed for the widest typeface, and few letters reach its edges, in pixels. */
const air = 1.5;

/** Lists what covers a text in a picture: another text, the tip of an arrow, or a mark on a life line. */
export function findCollisions(svg: string): readonly string[] {
  const all = inkOf(svg);
  const pills = all.filter((one) => one.says === pill);
  // The words of a pill stand on its own paper.
  const inked = all.filter((one) => one.says === pill || !pills.some((other) => isInside(one, other)));
  return inked.flatMap((one, index) =>
    inked
      .slice(index + 1)
      .filter((other) => (one.isText || other.isText) && overlap(one, other))
      .map((other) => `${one.says} and ${other.says} at ${Math.round(one.left)}, ${Math.round(one.top)}`),
  );
}

function overlap(a: Inked, b: Inked): boolean {
  return a.left + air < b.right && b.left + air < a.right && a.top + air < b.bottom && b.top + air < a.bottom;
}

function isInside(text: Inked, around: Inked): boolean {
  return (
    around.left < text.left &&
    text.right < around.right &&
    around.top < text.top &&
    text.bottom < around.bottom
  );
}

const sizes: Readonly<Record<string, number>> = {
  'ipc-title': 17,
  'ipc-subtitle': 12,
  'ipc-note': 12,
  'ipc-legend': 12,
  'ipc-time': 11,
  'ipc-name': 13,
  'ipc-sub': 11,
  'ipc-label': 11.5,
  'ipc-payload': 11,
  'ipc-access': 10,
};

/** What stands in a picture where a text must not; names that stand aslant are not among it, for they stand side by side. */
function inkOf(svg: string): readonly Inked[] {
  const inked: Inked[] = [];
  for (const [, name = '', attributes = '', text = ''] of svg.matchAll(
    /<(text|path|circle|line|rect)((?: [\w:-]+="[^"]*")*)(?:\/>|>([^<]*))/g,
  )) {
    const get = (key: string): string => new RegExp(` ${key}="([^"]*)"`).exec(attributes)?.[1] ?? '';
    const [className = ''] = get('class').split(' ');
    if (name === 'text' && get('transform') === '') inked.push(textBox(className, { get, text }));
    const ink = name === 'text' ? null : markBox(name, className, get);
    if (ink !== null) inked.push(ink);
  }
  return inked;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

interface Element {
  readonly get: (key: string) => string;
  readonly text: string;
}

function textBox(className: string, { get, text }: Element): Inked {
  const size = sizes[className];
  if (size === undefined) throw new Error(`How large is ${className}?`);
  const plain = text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');
  const width = textWidth(plain, size, className === 'ipc-payload' ? 'mono' : 'sans');
  const [x, y] = [Number(get('x')), Number(get('y'))];
  const left = { middle: x - width / 2, end: x - width }[get('text-anchor')] ?? x;
  return {
    says: `"${text}"`,
    left,
    right: left + width,
    top: y - size * 0.76,
    bottom: y + size * 0.24,
    isText: true,
  };
}

/** What else a text must stand clear of: tips, rings, the lines of arrows and the pills with words of their own. */
function markBox(name: string, className: string, get: Element['get']): Inked | null {
  const at = (...keys: readonly string[]): number[] => keys.map((key) => Number(get(key)));
  const [x = 0, y = 0, width = 0, height = 0] = at('x', 'y', 'width', 'height');
  if (/^ipc-(tip|open-tip|hollow-tip)$/.test(className) && name === 'path')
    return pathBox(className, get('d'));
  if (name === 'circle' && /^ipc-(born|held)$/.test(className))
    return around(className, at('cx'), { ys: at('cy'), margin: Number(get('r')) });
  if (name === 'rect' && className === pill)
    return around(className, [x, x + width], { ys: [y, y + height], margin: 0 });
  // A slanting arrow goes past the corners of its box.
  if (name === 'line' && className === 'ipc-arrow' && get('y1') === get('y2'))
    return around(className, at('x1', 'x2'), { ys: at('y1', 'y2'), margin: 2 });
  return null;
}

function around(
  says: string,
  xs: readonly number[],
  { ys, margin }: { ys: readonly number[]; margin: number },
): Inked {
  return {
    says,
    left: Math.min(...xs) - margin,
    right: Math.max(...xs) + margin,
    top: Math.min(...ys) - margin,
    bottom: Math.max(...ys) + margin,
    isText: false,
  };
}

/** The tip of an arrow is drawn by absolute points: `Mx yLx yLx y`. */
function pathBox(says: string, d: string): Inked {
  const numbers = [...d.matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));
  return around(
    says,
    numbers.filter((_, index) => index % 2 === 0),
    { ys: numbers.filter((_, index) => index % 2 === 1), margin: 0 },
  );
}
