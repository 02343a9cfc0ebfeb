import { z } from 'zod';
import { LanguageId, SourceFile } from './language.js';

/** Bounds of one similarity analysis, and of how many there are. */
export const similarityLimits = Object.freeze({
  submissions: 2_000,
  earlierAssignments: 20,
  /** Of one hand-in, in its language: a right answer has some kilobytes. */
  handInBytes: 256 * 1024,
  /** Of all hand-ins together. */
  totalBytes: 32 * 1024 * 1024,
  /** Kept of one analysis: the most similar. */
  pairs: 5_000,
  /** Kept of one pair: the longest. */
  fragments: 100,
  /** Pairs below are not kept: any two programs of a class have so much in common. */
  leastSimilarity: 0.1,
  /** Behind all other work it may have to wait for a processor. */
  wallMs: 30 * 60_000,
  heapMebibytes: 1_024,
  /** Of one course, waiting or under way. */
  underWay: 5,
  /** Kept of one assignment. */
  analyses: 50,
});

/** Which hand-in of each person or group is compared: the one that counts for the score, or the last one. */
export const SimilarityChoice = z.strictObject({
  compared: z.enum(['counted', 'last']),
  earlierAssignmentIds: z.array(z.uuid()).max(similarityLimits.earlierAssignments),
});
export type SimilarityChoice = z.infer<typeof SimilarityChoice>;

const LineRange = z.strictObject({
  path: z.string(),
  fromLine: z.number().int().min(1),
  toLine: z.number().int().min(1),
});

/** Lines that two programs have in common, counted from 1, both ends within; `fingerprints` says how much is in it. */
export const SimilarityFragment = z.strictObject({
  left: LineRange,
  right: LineRange,
  fingerprints: z.number().int().min(1),
});
export type SimilarityFragment = z.infer<typeof SimilarityFragment>;

/** A program to be compared. Two that share one of `parties` (a person, a group) are not compared, nor two earlier ones. */
export const ComparedProgram = z.strictObject({
  id: z.string(),
  language: LanguageId,
  files: z.array(SourceFile),
  parties: z.array(z.string()),
  isEarlier: z.boolean(),
});
export type ComparedProgram = z.infer<typeof ComparedProgram>;

/** Code that was given to everybody, which makes nobody alike. */
export const StarterCode = z.strictObject({ language: LanguageId, files: z.array(SourceFile) });
export type StarterCode = z.infer<typeof StarterCode>;

/** What became of a program: see SimilarityOutcome of prisma/similarity.prisma. */
export const ReadOutcome = z.enum(['COMPARED', 'NOTHING_OWN', 'TOO_LARGE', 'UNREADABLE']);
export type ReadOutcome = z.infer<typeof ReadOutcome>;

/** Two programs that are alike, as often as `similarity` says, from 0 to 1; `longest` and `overlap` count fingerprints. */
export const AlikePair = z.strictObject({
  leftId: z.string(),
  rightId: z.string(),
  similarity: z.number().min(0).max(1),
  longest: z.number().int().min(0),
  overlap: z.number().int().min(0),
  fragments: z.array(SimilarityFragment).max(similarityLimits.fragments),
});
export type AlikePair = z.infer<typeof AlikePair>;

/** What the process that compares is told, a line of JSON each: everything, then `begin`. */
export const ComparisonOrder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('starter'), starter: StarterCode }),
  z.strictObject({ kind: z.literal('program'), program: ComparedProgram }),
  z.strictObject({ kind: z.literal('begin') }),
]);
export type ComparisonOrder = z.infer<typeof ComparisonOrder>;

/** What it answers, a line of JSON each; `end` is the last, and says how many pairs were too many to be kept, and below what. */
export const ComparisonAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('progress'),
    stage: z.enum(['reading', 'comparing']),
    done: z.number().int().min(0),
    total: z.number().int().min(0),
  }),
  z.strictObject({
    kind: z.literal('program'),
    id: z.string(),
    outcome: ReadOutcome,
    isPartlyRead: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('pair'), pair: AlikePair }),
  z.strictObject({
    kind: z.literal('end'),
    pairsLeftOut: z.number().int().min(0),
    leftOutBelow: z.number().nullable(),
  }),
]);
export type ComparisonAnswer = z.infer<typeof ComparisonAnswer>;
