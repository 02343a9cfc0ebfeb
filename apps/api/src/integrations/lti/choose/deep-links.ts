import { Inject, Injectable } from '@nestjs/common';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { LtiPlatformsStore } from '#libs/database/lti-platforms.store';
import { apiConfig, type ApiConfig } from '../../../config.js';
import { catalogueToken } from '../../../storage/catalogue-token.js';
import { ToolKeys } from '../keys/tool-keys.js';
import { exerciseParameter } from '../launch/linked-assignments.js';
import { ticketUsed } from '../launch/sessions.js';
import { markup } from '../pages/markup.js';
import type { Page } from '../pages/page.js';
import { text } from '../pages/texts.js';
import { claim } from '../protocol/claims.js';
import type { Launch } from '../protocol/launch.js';
import { publicOrigin } from '../public-origin.js';

/** Full marks of a column that a deep link asks for. */
export const fullMarks = 100;

/** How platforms find columns of ours again. */
export const lineItemTag = 'ipclab';

/** Answers a deep linking request: the exercises that were chosen, signed, in a form that the browser brings to the platform. */
@Injectable()
export class DeepLinks {
  constructor(
    @Inject(LtiPlatformsStore) private readonly platforms: LtiPlatformsStore,
    @Inject(ToolKeys) private readonly keys: ToolKeys,
    @Inject(catalogueToken) private readonly catalogue: Catalogue,
    @Inject(apiConfig) private readonly config: ApiConfig,
  ) {}

  /** See LTI Deep Linking 2.0, "2.2 Deep linking response message". */
  async giveBack(launch: Launch, exercises: readonly string[]): Promise<Page> {
    const { choosing, lang } = launch;
    const platform = await this.platforms.find(launch.platformId);
    if (choosing === null || platform === null) throw ticketUsed();
    const items = (choosing.multiple ? exercises : exercises.slice(0, 1)).map((slug) =>
      this.#item(slug, launch),
    );
    const token = await this.keys.sign({
      iss: platform.clientId,
      aud: platform.issuer,
      nonce: crypto.randomUUID(),
      [claim.deploymentId]: launch.deploymentId,
      [claim.messageType]: 'LtiDeepLinkingResponse',
      [claim.version]: '1.3.0',
      [claim.contentItems]: items,
      // It has to come back as it was given, also when it was the empty text.
      ...(choosing.data === null ? {} : { [claim.data]: choosing.data }),
    });
    return {
      lang,
      title: text('returnTitle', lang),
      framedBy: launch.origins,
      sendsTo: launch.origins,
      body: markup`<form method="post" action="${choosing.returnUrl}" data-send="always">
        <input type="hidden" name="JWT" value="${token}" />
        <button type="submit">${text('returnSend', lang)}</button>
      </form>`,
    };
  }

  #item(slug: string, { choosing, lang }: Launch) {
    const exercise = this.catalogue.exercise(slug);
    const title = exercise.title[lang];
    const lineItem = { label: title, scoreMaximum: fullMarks, resourceId: slug, tag: lineItemTag };
    return {
      type: 'ltiResourceLink',
      title,
      text: exercise.summary[lang],
      url: `${publicOrigin(this.config)}/lti/launch`,
      custom: { [exerciseParameter]: slug, due: '$ResourceLink.submission.endDateTime' },
      ...(choosing?.lineItems === true ? { lineItem } : {}),
    };
  }
}
