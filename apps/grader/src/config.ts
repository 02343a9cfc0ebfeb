import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { nearMatches } from '#libs/catalogue/near-matches';
import { unknownSettings } from '#libs/contracts/settings';

const amount = (fallback: number, least: number, most: number) =>
  z.coerce.number().int().min(least).max(most).default(fallback);

/** What may be said; its IPCLAB_ names stand in libs/contracts/settings.ts too. */
export const Environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Unset: the queue lives on the same PostgreSQL. */
  QUEUE_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  IPCLAB_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  /** Where other exercises than this product's own lie. */
  IPCLAB_MECHANISMS: z.string().min(1).optional(),
  /** Gradings under way at once; by default one for each core. */
  IPCLAB_GRADER_CONCURRENCY: amount(availableParallelism(), 1, 256),
  /** A grader silent for so long is taken for dead, and its gradings are begun again elsewhere. */
  IPCLAB_GRADER_LOCK_MS: amount(4_000, 1_000, 600_000),
  /** How often rows are looked for that stand still without a job. */
  IPCLAB_GRADER_SWEEP_MS: amount(10_000, 100, 600_000),
  /** How long a grader that is told to stop lets its gradings go on before it gives them back. */
  IPCLAB_GRADER_GRACE_MS: amount(3_000, 0, 600_000),
});

/** What the grader is told from outside, checked and frozen; see `docs/reference/configuration.md`. */
export type GraderConfig = Readonly<z.infer<typeof Environment>>;

/** Reads the environment once. Throws an Error of whole sentences when a value is wrong or unknown. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): GraderConfig {
  const known = Object.keys(Environment.shape);
  const unknown = unknownSettings(environment);
  const complaints = unknown.map((name) => unknownName(name, known));
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) complaints.push(...parsed.error.issues.map(wrongValue));
  if (!parsed.success || complaints.length > 0) throw new Error(complaints.join('\n'));
  return Object.freeze(parsed.data);
}

function unknownName(name: string, known: readonly string[]): string {
  const lower = known.map((one) => one.toLowerCase());
  const near = nearMatches(name, lower).map((one) => one.toUpperCase());
  return `${name} is no setting of the grader${near.length === 0 ? '.' : `; did you mean ${near.join(' or ')}?`}`;
}

function wrongValue(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('.');
  if (name === 'DATABASE_URL' && issue.input === undefined) {
    return 'DATABASE_URL is missing: name a PostgreSQL (postgresql://user:password@host/database), or use "npm start", which brings its own.';
  }
  return `${name}: ${issue.message}.`;
}
