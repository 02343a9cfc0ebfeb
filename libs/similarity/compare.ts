import {
  similarityLimits,
  type ComparedProgram,
  type ComparisonAnswer,
  type StarterCode,
} from '#libs/contracts/similarity';
import { LanguageId } from '#libs/contracts/language';
import { Fingerprints } from './fingerprints.js';
import { MostAlike } from './most-alike.js';
import { readForComparison, type Readable } from './read-for-comparison.js';
import { showPair } from './show-pair.js';

/** What is compared with what. */
export interface ComparisonMaterial {
  readonly starters: readonly StarterCode[];
  readonly programs: readonly ComparedProgram[];
}

/** How whoever compares is heard, and lets others have a turn. */
export interface ComparisonVoice {
  readonly tell: (answer: ComparisonAnswer) => void;
  readonly pause: () => Promise<void>;
}

/** A program whose fingerprints are known. */
export interface Entrant extends Readable {
  readonly own: number;
  readonly fingerprints: Fingerprints;
}

/**
 * Compares programs of the same language with each other, and those of earlier assignments with all but each other. Tells what became
 * of each program, then the pairs, the most similar first, then the end.
 */
export async function comparePrograms(material: ComparisonMaterial, voice: ComparisonVoice): Promise<void> {
  const entrants: Entrant[] = [];
  let done = 0;
  const total = material.programs.length;
  for (const language of LanguageId.options) {
    const programs = material.programs.filter((program) => program.language === language);
    if (programs.length === 0) continue;
    const starters = material.starters.filter((starter) => starter.language === language);
    const onRead = async () => {
      done += 1;
      voice.tell({ kind: 'progress', stage: 'reading', done, total });
      await voice.pause();
    };
    entrants.push(...(await readLanguage({ starters, programs }, voice, onRead)));
  }
  const alike = await findAlike(entrants, voice);
  for (const candidate of alike.kept) {
    voice.tell({ kind: 'pair', pair: showPair(entrants, candidate) });
    await voice.pause();
  }
  voice.tell({ kind: 'end', ...alike.leftOut });
}

/** Programs of one language that can be compared; of all it is told what became of them. */
async function readLanguage(
  { starters, programs }: ComparisonMaterial,
  { tell }: ComparisonVoice,
  onRead: () => Promise<void>,
): Promise<Entrant[]> {
  const fingerprints = new Fingerprints();
  const { read, ignored } = await readForComparison({ starters, programs, fingerprints }, { tell, onRead });
  for (const starter of ignored) fingerprints.ignore(starter);
  return read.flatMap((readable) => {
    const own = fingerprints.ownOf(readable.file);
    const { id } = readable.program;
    const outcome = own === null ? 'NOTHING_OWN' : 'COMPARED';
    tell({ kind: 'program', id, outcome, isPartlyRead: readable.isPartly });
    return own === null ? [] : [{ ...readable, own, fingerprints }];
  });
}

async function findAlike(entrants: readonly Entrant[], { tell, pause }: ComparisonVoice): Promise<MostAlike> {
  const alike = new MostAlike(similarityLimits.pairs);
  const places = new Map(entrants.map(({ file }, place) => [file, place]));
  const total = entrants.filter(({ program }) => !program.isEarlier).length;
  let done = 0;
  for (const [left, entrant] of entrants.entries()) {
    if (entrant.program.isEarlier) continue;
    for (const [file, overlap] of entrant.fingerprints.overlapsOf(entrant.file)) {
      const right = places.get(file) ?? -1;
      const other = entrants[right];
      if (other === undefined || !isComparedOnce({ left, right }, other) || sharesParty(entrant, other))
        continue;
      const similarity = overlap / (entrant.own + other.own);
      if (similarity >= similarityLimits.leastSimilarity) alike.add({ left, right, similarity, overlap });
    }
    done += 1;
    tell({ kind: 'progress', stage: 'comparing', done, total });
    await pause();
  }
  return alike;
}

/** Two programs of the assignment meet twice, and the first time counts. */
function isComparedOnce({ left, right }: { left: number; right: number }, other: Entrant): boolean {
  return other.program.isEarlier || right > left;
}

function sharesParty(one: Entrant, other: Entrant): boolean {
  return one.program.parties.some((party) => other.program.parties.includes(party));
}
