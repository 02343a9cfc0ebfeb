import { placeOf } from '#libs/sandbox/place';
import type { BoxFile } from '#libs/sandbox/sandbox';
import type { CaseFile } from './case-data.js';
import { fillToken, makeData } from './seeded-data.js';

/** The files of a case with their content, which the same seed makes the same. Each has bytes of its own. */
export function placeFiles(files: readonly CaseFile[], seed: string, token: string): readonly BoxFile[] {
  return files.map((file, index): BoxFile => {
    const path = placeOf(fillToken(file.path, token));
    const mode = Number.parseInt(file.mode ?? ordinaryMode(file), 8);
    if ('folder' in file) return { path, mode, content: new Uint8Array(), kind: 'folder' };
    if ('fifo' in file) return { path, mode, content: new Uint8Array(), kind: 'fifo' };
    return { path, mode, content: makeData(file, `${seed} file ${index}`, token) };
  });
}

function ordinaryMode(file: CaseFile): string {
  if ('folder' in file) return '755';
  return 'fifo' in file ? '600' : '644';
}
