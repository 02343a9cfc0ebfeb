/** A part of the paper, in pixels. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** So much of the area of a text is air: widths are guessed for the widest typeface, few letters reach down, in pixels. */
const air = 1;

/** Remembers what is drawn, so that words find a place where they cover nothing and nothing covers them. */
export class Ink {
  readonly #areas: Area[] = [];

  add(area: Area): void {
    this.#areas.push(area);
  }

  isFree(area: Area): boolean {
    return this.#areas.every(
      (other) =>
        other.right <= area.left + air ||
        area.right <= other.left + air ||
        other.bottom <= area.top + air ||
        area.bottom <= other.top + air,
    );
  }

  /** Takes the first of the places that is free, in the order given; undefined when none is. */
  place<Place extends { readonly area: Area }>(places: readonly Place[]): Place | undefined {
    const free = places.find((place) => this.isFree(place.area));
    if (free) this.add(free.area);
    return free;
  }
}

/** The area of a line of text around or beside `x`, with its baseline at `y`. */
export function areaOfText(at: {
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
  readonly sizePx: number;
  readonly anchor: 'start' | 'middle' | 'end';
}): Area {
  const { x, y, widthPx, sizePx, anchor } = at;
  const left = { start: x, middle: x - widthPx / 2, end: x - widthPx }[anchor];
  return { left, right: left + widthPx, top: y - sizePx * 0.76, bottom: y + sizePx * 0.24 };
}
