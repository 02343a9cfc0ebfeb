import { File, Region, TokenizedFile } from '@dodona/dolos-core';
import type { SourceFile } from '#libs/contracts/language';
import { LineMap } from './line-map.js';
import type { Tokenizer } from './tokenizer.js';

/** A program as Dolos takes it, all of its files one after the other. */
export interface ReadProgram {
  readonly file: TokenizedFile;
  readonly lines: LineMap;
  /** The parser did not understand all of it. */
  readonly isPartly: boolean;
}

/**
 * Reads the files of a program as one, so that what was moved to another file is found too. Each is parsed by itself: what one leaves open
 * does not reach into the next. `id` tells programs apart. Null when none could be read.
 */
export function readProgram(
  tokenizer: Tokenizer,
  id: string,
  files: readonly SourceFile[],
): ReadProgram | null {
  const lines = new LineMap(files);
  const texts: string[] = [];
  const regions: Region[] = [];
  let unread = 0;
  let isPartly = false;
  for (const [place, { content }] of files.entries()) {
    const read = tokenizer.tokenize(content);
    if (read === null) {
      unread += 1;
      continue;
    }
    isPartly ||= read.isPartly;
    const firstRow = lines.firstRowOf(place);
    for (const { text, place: at } of read.tokens) {
      texts.push(text);
      regions.push(new Region(firstRow + at.startRow, at.startColumn, firstRow + at.endRow, at.endColumn));
    }
    // Said by no other program and no other file: nothing alike reaches over the border.
    const lastRow = lines.firstRowOf(place) + content.split('\n').length - 1;
    texts.push(`${id} ${place}`);
    regions.push(new Region(lastRow, content.length, lastRow, content.length));
  }
  if (unread === files.length) return null;
  const file = new TokenizedFile(new File(id, ''), texts, regions);
  return { file, lines, isPartly: isPartly || unread > 0 };
}
