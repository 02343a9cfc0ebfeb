/** Asks for `first` items after the one whose id is `after`, newest first. */
export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
}

/** A part of a list; the id of its last item is where the next part begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly hasNext: boolean;
}

/** Cuts a page from a list that was asked for one item more than the page holds. */
export function cutPage<T>(found: readonly T[], first: number): Page<T> {
  return { items: found.slice(0, first), hasNext: found.length > first };
}
