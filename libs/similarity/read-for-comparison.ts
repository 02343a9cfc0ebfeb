import { similarityLimits, type ComparedProgram, type ComparisonAnswer } from '#libs/contracts/similarity';
import type { ComparisonMaterial } from './compare.js';
import type { Fingerprints } from './fingerprints.js';
import { readProgram, type ReadProgram } from './read-program.js';
import { sourceFiles } from './source-files.js';
import { Tokenizer } from './tokenizer.js';

/** A program that was read. */
export interface Readable extends ReadProgram {
  readonly program: ComparedProgram;
}

interface ReadingVoice {
  readonly tell: (answer: ComparisonAnswer) => void;
  /** Called after each program. */
  readonly onRead: () => Promise<void>;
}

/** Reads the programs and starters of one language; what cannot be read, or is too large, is told. */
export async function readForComparison(
  { starters, programs, fingerprints }: ComparisonMaterial & { readonly fingerprints: Fingerprints },
  { tell, onRead }: ReadingVoice,
): Promise<{ readonly read: readonly Readable[]; readonly ignored: readonly ReadProgram[] }> {
  const [first] = programs;
  if (first === undefined) return { read: [], ignored: [] };
  const tokenizer = await Tokenizer.open(first.language);
  const read: Readable[] = [];
  for (const program of programs) {
    const given = readOne(tokenizer, program, fingerprints);
    if (typeof given === 'string')
      tell({ kind: 'program', id: program.id, outcome: given, isPartlyRead: false });
    else read.push({ ...given, program });
    await onRead();
  }
  const ignored = starters.flatMap(({ language, files }, place) => {
    const starter = readProgram(tokenizer, `starter ${place}`, sourceFiles(language, files));
    return starter === null ? [] : [starter];
  });
  return { read, ignored };
}

function readOne(
  tokenizer: Tokenizer,
  { id, language, files }: ComparedProgram,
  fingerprints: Fingerprints,
): ReadProgram | 'TOO_LARGE' | 'UNREADABLE' {
  const sources = sourceFiles(language, files);
  const bytes = sources.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  if (bytes > similarityLimits.handInBytes) return 'TOO_LARGE';
  try {
    const read = sources.length === 0 ? null : readProgram(tokenizer, id, sources);
    if (read === null) return 'UNREADABLE';
    fingerprints.add(read);
    return read;
  } catch {
    // Whatever a parser or Dolos stumbles over in one program must not keep a class from being compared; the instructor is told which.
    return 'UNREADABLE';
  }
}
