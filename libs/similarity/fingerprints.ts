import { FingerprintIndex, WinnowFilter, type FileEntry, type TokenizedFile } from '@dodona/dolos-core';
import type { ReadProgram } from './read-program.js';

/** Tokens of a fingerprint, some eight nodes of a syntax tree: Dolos's own choice. */
const kgramLength = 23;
/** Of so many fingerprints in a row at least one is kept: Dolos's own choice too. */
const kgramsInWindow = 17;

/** Occurrences of one fingerprint in one program that count: a table of a thousand numbers is one idea, not a thousand. */
const occurrencesMax = 16;

/** Fingerprints that a program must have beyond the starter code, about ten lines: less is alike by chance. */
const ownMin = 4;

/** The fingerprints of the programs of one language, by Dolos. */
export class Fingerprints {
  readonly #index = new FingerprintIndex(kgramLength, kgramsInWindow);
  readonly #entries = new Map<TokenizedFile, FileEntry>();

  /** Throws where Dolos cannot place a syntax tree; the program is then as if it had not been. */
  add({ file }: ReadProgram): void {
    this.#index.addFiles([file]);
    const entry = this.#index.entries().at(-1);
    if (entry === undefined) throw new Error('Dolos forgot a program.');
    for (const fingerprint of entry.shared) {
      const occurrences = fingerprint.occurrencesOf(file);
      if (occurrences.length > occurrencesMax) occurrences.length = occurrencesMax;
    }
    this.#entries.set(file, entry);
    // The fingerprints know their places: the tokens of a thousand programs would fill the memory.
    file.tokens.length = 0;
    file.mapping.length = 0;
  }

  /**
   * Makes code count for nobody. Not only the fingerprints that Dolos would keep of it: which those are depends on what stands around it,
   * and students write around it.
   */
  ignore({ file }: ReadProgram): void {
    const all = new WinnowFilter(kgramLength, 1).fingerprints(file.tokens);
    this.#index.addIgnoredHashes([...new Set(all.map(({ hash }) => hash))]);
  }

  /** How many fingerprints are a program's own; null when they are too few to be compared. */
  ownOf(file: TokenizedFile): number | null {
    const entry = this.#entries.get(file);
    if (entry === undefined) return null;
    let own = 0;
    for (const fingerprint of entry.shared) own += fingerprint.occurrencesOf(file).length;
    return own < ownMin ? null : own;
  }

  /** For every other program, how many fingerprints of both it and this one are the other's too. */
  overlapsOf(file: TokenizedFile): Map<TokenizedFile, number> {
    const overlaps = new Map<TokenizedFile, number>();
    for (const fingerprint of this.#entries.get(file)?.shared ?? []) {
      const mine = fingerprint.occurrencesOf(file).length;
      for (const other of fingerprint.files()) {
        if (other === file) continue;
        const theirs = fingerprint.occurrencesOf(other).length;
        overlaps.set(other, (overlaps.get(other) ?? 0) + mine + theirs);
      }
    }
    return overlaps;
  }

  /** Where two programs are alike. */
  pair(left: TokenizedFile, right: TokenizedFile) {
    const pair = this.#index.getPair(left, right);
    return { longest: pair.longest, fragments: pair.buildFragments() };
  }
}
