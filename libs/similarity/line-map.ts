import type { SourceFile } from '#libs/contracts/language';

/** Where a file begins in the rows of the whole program, counted from 0. */
interface Stretch {
  readonly path: string;
  readonly firstRow: number;
}

/** Rows of a whole program, counted from 0, both ends within. */
export interface Rows {
  readonly startRow: number;
  readonly endRow: number;
}

/** Lines of one file, counted from 1, both ends within. */
export interface Lines {
  readonly path: string;
  readonly fromLine: number;
  readonly toLine: number;
}

/** Finds the file and the lines of rows of a program whose files were read one after the other. */
export class LineMap {
  readonly #stretches: readonly Stretch[];

  constructor(files: readonly SourceFile[]) {
    const stretches: Stretch[] = [];
    let firstRow = 0;
    for (const { path, content } of files) {
      stretches.push({ path, firstRow });
      firstRow += content.split('\n').length;
    }
    this.#stretches = stretches;
  }

  /** The row at which a file begins, by its place in the list. */
  firstRowOf(place: number): number {
    return this.#stretches[place]?.firstRow ?? 0;
  }

  /** Rows of one file; of rows that go beyond its end, the part in the file that they begin in. */
  linesOf({ startRow, endRow }: Rows): Lines {
    const place = this.#stretches.findLastIndex(({ firstRow }) => firstRow <= startRow);
    const stretch = this.#stretches[place];
    if (stretch === undefined) throw new Error(`No file of the program has row ${startRow}.`);
    const end = this.#stretches[place + 1]?.firstRow;
    const last = end === undefined ? endRow : Math.min(endRow, end - 1);
    return {
      path: stretch.path,
      fromLine: startRow - stretch.firstRow + 1,
      toLine: last - stretch.firstRow + 1,
    };
  }
}
