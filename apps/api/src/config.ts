import { z } from 'zod';
import { nearMatches } from '#libs/catalogue/near-matches';
import { unknownSettings } from '#libs/contracts/settings';

const wellKnownPasswords = new Set([
  '',
  'postgres',
  'password',
  'secret',
  'changeme',
  'ipclab',
  'admin',
  'test',
  'root',
]);

const amount = (fallback: number, most: number) => z.coerce.number().int().min(1).max(most).default(fallback);

/** What may be said; its IPCLAB_ names stand in libs/contracts/settings.ts too. */
export const Environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  /** 0 takes any free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Unset: the queue lives on the same PostgreSQL. */
  QUEUE_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  IPCLAB_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  /** Whether anybody may make a student's account; closed where a course platform or an admin makes them. */
  IPCLAB_SIGN_UP: z.enum(['open', 'closed']).default('open'),
  /** How many proxies stand before this process and name the client's address in X-Forwarded-For. */
  IPCLAB_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** A class of a hundred may share one address. */
  IPCLAB_ADDRESS_REQUESTS_PER_MINUTE: amount(6000, 10_000_000),
  IPCLAB_PERSON_REQUESTS_PER_MINUTE: amount(600, 10_000_000),
  /** How many submissions of one person may wait or be graded at a time. */
  IPCLAB_WAITING_PER_PERSON: amount(10, 10_000),
  /** How long a run over Jobe's REST API waits for a grader before it is answered with "server overload". */
  IPCLAB_JOBE_WAIT_MS: amount(10_000, 600_000),
  /**
   * Whether webhooks go only to https on the public internet, or anywhere, as on a laptop or within one's own network; a process with
   * `off` leaves the sending to others.
   */
  IPCLAB_WEBHOOKS: z.enum(['public', 'anywhere', 'off']).default('public'),
  /** Where other exercises than this product's own lie. */
  IPCLAB_MECHANISMS: z.string().min(1).optional(),
  /** The built web page. */
  IPCLAB_PAGE: z.string().min(1).optional(),
  /** Where people and course platforms find this api; unset: where it listens. */
  IPCLAB_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Seals private keys and the secrets of webhooks in the database; unset: the password of DATABASE_URL does. */
  IPCLAB_SECRET: z.string().min(32).optional(),
  /** The one before, for one start: what it sealed for webhooks is sealed anew. */
  IPCLAB_FORMER_SECRET: z.string().min(32).optional(),
  /** Whether a course platform may be on this machine and speak HTTP: for trying and for tests. */
  IPCLAB_LTI_LOOPBACK: z.enum(['refused', 'allowed']).default('refused'),
  /** Between two looks for scores that course platforms are owed. */
  IPCLAB_LTI_SYNC_MS: amount(2000, 3_600_000),
});

/** What the api is told from outside, checked and frozen; see `docs/reference/configuration.md`. */
export type ApiConfig = Readonly<z.infer<typeof Environment>>;

/** Where the configuration is found in Nest's container. */
export const apiConfig = Symbol('ApiConfig');

/** Reads the environment once. Throws an Error of whole sentences when a value is wrong, unknown, or unsafe in production. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): ApiConfig {
  const known = Object.keys(Environment.shape);
  const unknown = unknownSettings(environment);
  const complaints = unknown.map((name) => unknownName(name, known));
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) complaints.push(...parsed.error.issues.map(wrongValue));
  if (parsed.success) complaints.push(...unsafe(parsed.data));
  if (!parsed.success || complaints.length > 0) throw new Error(complaints.join('\n'));
  return Object.freeze(parsed.data);
}

function unknownName(name: string, known: readonly string[]): string {
  const near = nearMatches(
    name,
    known.map((one) => one.toLowerCase()),
  ).map((one) => one.toUpperCase());
  return `${name} is no setting of the api${near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`}`.replace(
    /([^?])$/,
    '$1.',
  );
}

function wrongValue(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('.');
  if (name === 'DATABASE_URL' && issue.input === undefined) {
    return 'DATABASE_URL is missing: name a PostgreSQL (postgresql://user:password@host/database), or use "npm start", which brings its own.';
  }
  return `${name}: ${issue.message}.`;
}

/** A secret that everybody knows is none; production does not start with one, nor with one made up for a laptop. */
function unsafe(config: z.infer<typeof Environment>): string[] {
  if (config.NODE_ENV !== 'production') return [];
  return [
    ['DATABASE_URL', config.DATABASE_URL] as const,
    ...(config.QUEUE_URL === undefined ? [] : [['QUEUE_URL', config.QUEUE_URL] as const]),
  ]
    .filter(([, url]) => wellKnownPasswords.has(decodeURIComponent(new URL(url).password).toLowerCase()))
    .map(
      ([name]) => `${name} has no password, or one that everybody knows; production needs one of its own.`,
    );
}
