import type { Flow, IpcObject, ProcessLife } from '#libs/trace/history';

export interface Verified {
  readonly transfers: readonly Flow[];
  readonly warnings: readonly string[];
}

interface Story {
  readonly processes: readonly Pick<ProcessLife, 'id' | 'startMs' | 'endMs'>[];
  readonly objects: readonly Pick<IpcObject, 'id' | 'name'>[];
  readonly transfers: readonly Flow[];
  /** Bytes that were put into objects which hand on each byte once; objects that are missing here are not counted. */
  readonly putBytes: ReadonlyMap<string, number>;
}

/**
 * Looks for arrows that cannot be true, whatever led to them: back in time, from a process that was not alive, out of an object
 * more than went in, through something that is not there. Such an arrow loses its sender, or goes, and a warning says so.
 */
export function verify(story: Story): Verified {
  const warnings = new Set<string>();
  const names = new Map(story.objects.map(({ id, name }) => [id, name]));
  const lives = new Map(story.processes.map((life) => [life.id, life]));
  const left = new Map(story.putBytes);
  const transfers = story.transfers.flatMap((flow) => {
    const name = names.get(flow.through);
    if (name === undefined) return [];
    const wrong = faultOf(flow, { sender: flow.from === null ? undefined : lives.get(flow.from), left });
    if (wrong === null) return [flow];
    warnings.add(`A transfer through ${name} ${wrong}; it is drawn without its sender.`);
    const sentMs = flow.receivedMs ?? flow.sentMs;
    return [{ ...flow, from: null, fromFd: null, cause: null, sentMs: Math.min(flow.sentMs, sentMs) }];
  });
  return { transfers, warnings: [...warnings] };
}

interface Facts {
  readonly sender: Story['processes'][number] | undefined;
  readonly left: Map<string, number>;
}

function faultOf(flow: Flow, { sender, left }: Facts): string | null {
  const { from, sentMs, receivedMs, through, kind, bytes } = flow;
  if (receivedMs !== null && receivedMs < sentMs) return 'would go back in time';
  if (from === null) return null;
  if (!sender) return 'has a sender that is not in the trace';
  if (sentMs < sender.startMs || (sender.endMs !== null && sentMs > sender.endMs))
    return 'would come from a process that was not alive';
  const put = left.get(through);
  if (kind !== 'data' || put === undefined) return null;
  left.set(through, put - bytes);
  return put < bytes ? 'would carry more than was put in' : null;
}
