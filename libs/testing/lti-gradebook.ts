import { EventEmitter, once } from 'node:events';
import { z } from 'zod';

const LineItem = z.object({
  label: z.string(),
  scoreMaximum: z.number().positive(),
  resourceLinkId: z.string().optional(),
  resourceId: z.string().optional(),
  tag: z.string().optional(),
});
type LineItem = z.infer<typeof LineItem> & { readonly id: string };

const Score = z
  .strictObject({
    userId: z.string(),
    timestamp: z.iso.datetime({ offset: true, precision: 3 }),
    activityProgress: z.enum(['Initialized', 'Started', 'InProgress', 'Submitted', 'Completed']),
    gradingProgress: z.enum(['FullyGraded', 'Pending', 'PendingManual', 'Failed', 'NotReady']),
    scoreGiven: z.number().min(0).optional(),
    scoreMaximum: z.number().positive().optional(),
  })
  .refine(
    ({ scoreGiven = 0, scoreMaximum = 0 }) => scoreGiven <= scoreMaximum || scoreMaximum === 0,
    'above the maximum',
  )
  .refine(
    ({ scoreGiven, scoreMaximum }) => scoreGiven === undefined || scoreMaximum !== undefined,
    'of what',
  );
type Score = z.infer<typeof Score>;

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly type: string;
  readonly body: string;
}

/** The gradebook of a course at a platform, with the services of AGS 2.0. */
export class LtiGradebook {
  readonly lineItems: LineItem[] = [];
  /** Every score that was taken, with the line item that it was posted to. */
  readonly scores: (Score & { readonly lineItem: string })[] = [];
  readonly #news = new EventEmitter();

  constructor(private readonly base: () => string) {}

  /** Makes a column as an instructor of the platform does, and gives its address. */
  add(item: z.infer<typeof LineItem>): string {
    // Platforms such as Moodle have a query in the address.
    const id = `${this.base()}/lineitems/${this.lineItems.length + 1}/lineitem?type=lti`;
    this.lineItems.push({ ...item, id });
    return id;
  }

  /** Resolves as soon as there have been `count` scores. */
  async taken(count: number): Promise<void> {
    while (this.scores.length < count) await once(this.#news, 'score');
  }

  answer({ method, url, type, body }: Asked) {
    if (method === 'POST' && url.pathname.endsWith('/scores')) return this.#take(url, type, body);
    if (method === 'POST') return this.#make(type, body);
    const link = url.searchParams.get('resource_link_id');
    const tag = url.searchParams.get('tag');
    const found = this.lineItems.filter(
      (item) => (link === null || item.resourceLinkId === link) && (tag === null || item.tag === tag),
    );
    return { status: 200, type: 'application/vnd.ims.lis.v2.lineitemcontainer+json', body: found };
  }

  #make(type: string, body: string) {
    const item = LineItem.safeParse(JSON.parse(body));
    if (type !== 'application/vnd.ims.lis.v2.lineitem+json' || !item.success) return { status: 400 };
    const id = this.add(item.data);
    return { status: 201, type: 'application/vnd.ims.lis.v2.lineitem+json', body: { ...item.data, id } };
  }

  #take(url: URL, type: string, body: string) {
    const lineItem = `${url.origin}${url.pathname.replace(/\/scores$/, '')}${url.search}`;
    if (!this.lineItems.some(({ id }) => id === lineItem)) return { status: 404 };
    const score = Score.safeParse(JSON.parse(body));
    if (type !== 'application/vnd.ims.lis.v1.score+json' || !score.success) return { status: 400 };
    const { userId, timestamp } = score.data;
    const last = this.scores.findLast((one) => one.userId === userId && one.lineItem === lineItem);
    if (last !== undefined && Date.parse(last.timestamp) >= Date.parse(timestamp)) return { status: 409 };
    this.scores.push({ ...score.data, lineItem });
    this.#news.emit('score');
    return { status: 204 };
  }
}
