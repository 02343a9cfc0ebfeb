import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { LtiScoresStore, type OwedScore } from '#libs/database/lti-scores.store';
import { fullMarks, lineItemTag } from '../choose/deep-links.js';
import { scope } from '../protocol/claims.js';
import { Outgoing, type PlatformAnswer, type PlatformRequest } from '../protocol/outgoing.js';
import { PlatformTrouble } from '../protocol/platform-trouble.js';
import { nextPage, readJson } from '../protocol/read-answer.js';
import { ServiceTokens } from './service-tokens.js';

/** How long one process has the making of a column to itself, in milliseconds: a few answers of a slow platform. */
const leaseMs = 120_000;

/** Pages of a gradebook that are looked through. */
const pagesMax = 50;

const itemType = 'application/vnd.ims.lis.v2.lineitem+json';
const containerType = 'application/vnd.ims.lis.v2.lineitemcontainer+json';

const perhaps = z.string().nullish();
const LineItem = z.object({ id: z.url(), resourceLinkId: perhaps, resourceId: perhaps, tag: perhaps });
type LineItem = z.infer<typeof LineItem>;

/** Finds the column of a platform's gradebook for an assignment, and makes one only where there is none. AGS 2.0, "3.2 Line item service". */
@Injectable()
export class LineItems {
  constructor(
    @Inject(LtiScoresStore) private readonly scores: LtiScoresStore,
    @Inject(ServiceTokens) private readonly tokens: ServiceTokens,
    @Inject(Outgoing) private readonly outgoing: Outgoing,
  ) {}

  /** Its address; null while another process looks for it. Ends in `PlatformTrouble`. */
  async findOrMake(owed: OwedScore): Promise<string | null> {
    if (owed.lineItemUrl !== null) return owed.lineItemUrl;
    if (owed.lineItemsUrl === null || !owed.scopes.includes(scope.lineItem))
      throw PlatformTrouble.lasting('The platform has no column for this assignment and lets us make none.');
    if (!(await this.scores.leaseLineItem(owed.lineItemId, leaseMs))) return null;
    let url: string | null = null;
    try {
      url = (await this.#find(owed, owed.lineItemsUrl)) ?? (await this.#make(owed, owed.lineItemsUrl));
    } finally {
      await this.scores.settleLineItem(owed.lineItemId, url);
    }
    return url;
  }

  /** Not every platform narrows the list as it is asked to, so each entry is looked at. */
  async #find(owed: OwedScore, url: string): Promise<string | null> {
    const first = new URL(url);
    if (owed.linkId !== null) first.searchParams.set('resource_link_id', owed.linkId);
    const found = await this.#search(owed, first.href);
    if (found !== null || owed.linkId === null) return found;
    // One that we made before may have lost its link.
    const second = new URL(url);
    second.searchParams.set('tag', lineItemTag);
    return this.#search(owed, second.href);
  }

  async #search(owed: OwedScore, from: string): Promise<string | null> {
    let page: string | null = from;
    for (let seen = 0; page !== null && seen < pagesMax; seen += 1) {
      const answer = await this.#ask(owed, page, { headers: { accept: containerType } });
      const ours = readJson(answer, z.array(LineItem), 'its columns').find((item) => isOurs(item, owed));
      if (ours !== undefined) return ours.id;
      page = nextPage(answer, page);
    }
    return null;
  }

  async #make(owed: OwedScore, url: string): Promise<string> {
    const answer = await this.#ask(owed, url, {
      method: 'POST',
      headers: { 'content-type': itemType, accept: itemType },
      body: JSON.stringify({
        label: owed.title,
        scoreMaximum: fullMarks,
        resourceId: owed.assignmentId,
        tag: lineItemTag,
        ...(owed.linkId === null ? {} : { resourceLinkId: owed.linkId }),
      }),
    });
    return readJson(answer, LineItem, 'a new column').id;
  }

  #ask({ platformId }: OwedScore, url: string, request: PlatformRequest): Promise<PlatformAnswer> {
    return this.tokens.ask(platformId, [scope.lineItem], (authorization) =>
      this.outgoing.ask(url, { ...request, headers: { ...request.headers, authorization } }),
    );
  }
}

function isOurs(item: LineItem, { linkId, assignmentId }: OwedScore): boolean {
  const ofLink = linkId !== null && item.resourceLinkId === linkId;
  return ofLink || (item.resourceId === assignmentId && item.tag === lineItemTag);
}
