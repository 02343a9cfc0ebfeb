import { Client } from 'pg';
import { z } from 'zod';
import { SubmissionState } from '#libs/contracts/progress';

/** What the database announces of a changed row; see the migrations `announce_progress` and `hold_results`. */
export const Change = z.object({
  id: z.string(),
  state: SubmissionState,
  stage: z.string(),
  done: z.number().int(),
  total: z.number().int(),
  revision: z.number().int(),
  /** Of a hand-in for an assignment. */
  courseId: z.string().nullish(),
});
export type Change = z.infer<typeof Change>;

/** `gap` means that changes may have been missed: whoever needs to know reads the rows. */
export type Announcement = { readonly kind: 'change'; readonly change: Change } | { readonly kind: 'gap' };

export interface Listening {
  close(): Promise<void>;
}

const channel = 'ipclab_progress';
const connectMs = 5_000;
/** After a lost connection; the database may be restarting. */
const reconnectMs = 500;

export interface ListenOptions {
  readonly databaseUrl: string;
  readonly hear: (announcement: Announcement) => void;
  readonly onError: (error: Error) => void;
}

/** Listens (see LISTEN in PostgreSQL's manual) for as long as it is not closed, through restarts of the database. */
export async function listen(options: ListenOptions): Promise<Listening> {
  let closed = false;
  let client = await connect(options, lost);
  let retry: NodeJS.Timeout | undefined;

  function lost(error: Error): void {
    if (closed) return;
    options.onError(new Error('The connection that hears of progress was lost', { cause: error }));
    retry = setTimeout(again, reconnectMs);
  }

  async function again(): Promise<void> {
    try {
      const fresh = await connect(options, lost);
      if (closed) return await fresh.end();
      client = fresh;
      options.hear({ kind: 'gap' });
    } catch (cause) {
      lost(cause instanceof Error ? cause : new Error(String(cause)));
    }
  }

  return {
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await client.end();
    },
  };
}

async function connect(options: ListenOptions, lost: (error: Error) => void): Promise<Client> {
  const client = new Client({
    connectionString: options.databaseUrl,
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
  });
  let told = false;
  const once = (error: Error) => {
    if (!told) lost(error);
    told = true;
  };
  client.on('notification', ({ payload }) => {
    options.hear({ kind: 'change', change: Change.parse(JSON.parse(payload ?? '')) });
  });
  await client.connect();
  client.on('error', once);
  client.on('end', () => once(new Error('The database ended the connection')));
  await client.query(`LISTEN ${channel}`);
  return client;
}
