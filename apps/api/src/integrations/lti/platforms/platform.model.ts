import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { LtiPlatform } from '#libs/database/lti-platforms.store';
import type { Page } from '#libs/database/page';
import { cursorsOf, PageInfoModel, pageInfoOf } from '../../../graphql/connection.js';

@ObjectType('LtiPlatform', { description: 'A course platform that may launch ipclab by LTI 1.3.' })
export class LtiPlatformModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'What its messages say in `iss`.' })
  readonly issuer!: string;

  @Field(() => String, { description: 'What it calls ipclab; one issuer may have several.' })
  readonly clientId!: string;

  @Field(() => [String])
  readonly deploymentIds!: readonly string[];

  @Field(() => String, { description: 'Where we ask who is launched (OpenID Connect).' })
  readonly authUrl!: string;

  @Field(() => String, { description: 'Where we get tokens for its services (OAuth 2).' })
  readonly tokenUrl!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Whom our requests for tokens are made out to, where that is not `tokenUrl`.',
  })
  readonly tokenAudience!: string | null;

  @Field(() => String, { description: 'Where its public keys are.' })
  readonly jwksUrl!: string;

  @Field(() => Boolean, {
    description:
      'Whether a student whom it launches gets the account that has their email address, without proving to own it.',
  })
  readonly vouchesForEmail!: boolean;

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Int, { description: 'Name it when you change the registration.' })
  readonly revision!: number;
}

@InputType({ description: 'What a platform shows when ipclab is registered there. All URLs are https.' })
export class LtiPlatformInput {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly issuer!: string;

  @Field(() => String)
  readonly clientId!: string;

  @Field(() => [String])
  readonly deploymentIds!: readonly string[];

  @Field(() => String)
  readonly authUrl!: string;

  @Field(() => String)
  readonly tokenUrl!: string;

  @Field(() => String, { nullable: true, description: 'Only for platforms that ask for it.' })
  readonly tokenAudience?: string | null;

  @Field(() => String)
  readonly jwksUrl!: string;

  @Field(() => Boolean, { defaultValue: false })
  readonly vouchesForEmail!: boolean;
}

@ObjectType('LtiPlatformEdge', { description: 'A platform and its place in the list.' })
export class LtiPlatformEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => LtiPlatformModel)
  readonly node!: LtiPlatformModel;
}

@ObjectType('LtiPlatformConnection', { description: 'A part of a list, newest first.' })
export class LtiPlatformConnectionModel {
  @Field(() => [LtiPlatformEdgeModel])
  readonly edges!: readonly LtiPlatformEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;
}

/** Cursors of the list of platforms. */
export const platformCursors = cursorsOf('lti-platform');

/** Writes a page as a Relay connection; `after` is what the page was asked for after. */
export function toPlatformConnection(
  page: Page<LtiPlatform>,
  after: string | null,
): LtiPlatformConnectionModel {
  const edges = page.items.map((node) => ({ cursor: platformCursors.write(node.id), node }));
  return { edges, pageInfo: pageInfoOf(edges, { after, hasNext: page.hasNext }) };
}
