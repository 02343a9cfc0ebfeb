import { createClient } from 'graphql-ws';
import { z } from 'zod';
import { SubmissionProgress } from '#libs/contracts/progress';

const Event = z.object({ data: z.object({ submissionProgress: SubmissionProgress }) });

const document = `subscription Watch($id: ID!) {
  submissionProgress(id: $id) { submissionId state stage done total queuePosition says }
}`;

/** Calls `show` with everything that happens to a submission and resolves when its end state has been heard. */
export async function watch(
  id: string,
  token: string,
  show: (progress: SubmissionProgress) => void,
): Promise<void> {
  const url = new URL('/graphql', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const client = createClient({ url: url.href, connectionParams: { authorization: `Bearer ${token}` } });
  const events = client.iterate({ query: document, variables: { id } });
  for await (const event of events) show(Event.parse(event).data.submissionProgress);
  await client.dispose();
}
