import { z } from 'zod';
import { claim, type Claims } from './claims.js';
import { parseUrl } from './parse-url.js';

const perhaps = z.string().nullable();

/** A launch that was verified, in our words. Tickets keep it from page to page, so it is plain JSON. */
export const Launch = z.object({
  platformId: z.string(),
  issuer: z.string(),
  subject: z.string(),
  name: z.string(),
  /** In lower case; null where the platform names none. */
  email: perhaps,
  lang: z.enum(['en', 'zh']),
  deploymentId: z.string(),
  roles: z.array(z.string()),
  context: z.object({ id: z.string(), title: z.string(), label: perhaps }).nullable(),
  link: z.object({ id: z.string(), title: perhaps }).nullable(),
  custom: z.record(z.string(), z.string()),
  membershipsUrl: perhaps,
  scopes: z.array(z.string()),
  lineItemsUrl: perhaps,
  lineItemUrl: perhaps,
  /** Origins of the platform's pages: ours may be framed there. */
  origins: z.array(z.string()),
  /** Set when something is to be chosen. */
  choosing: z
    .object({ returnUrl: z.string(), multiple: z.boolean(), lineItems: z.boolean(), data: perhaps })
    .nullable(),
});
export type Launch = z.infer<typeof Launch>;

const Email = z.email().max(254);

/** Longest name taken over, in characters. */
const nameMax = 100;

/** Says verified claims in our words. */
export function launchOf(
  claims: Claims & { sub: string },
  platform: { readonly id: string; readonly authUrl: string },
): Launch {
  const choosing = claims[claim.choosing] ?? null;
  const context = claims[claim.context] ?? null;
  const link = claims[claim.resourceLink] ?? null;
  const services = claims[claim.scores] ?? null;
  const presentation = claims[claim.presentation] ?? null;
  const email = Email.safeParse(claims.email?.trim().toLowerCase());
  return {
    platformId: platform.id,
    issuer: claims.iss,
    subject: claims.sub,
    name: nameOf(claims),
    email: email.success ? email.data : null,
    lang: (presentation?.locale ?? claims.locale ?? '').toLowerCase().startsWith('zh') ? 'zh' : 'en',
    deploymentId: claims[claim.deploymentId],
    roles: claims[claim.roles] ?? [],
    context:
      context === null ? null : { id: context.id, title: titleOf(context), label: context.label ?? null },
    link: link === null ? null : { id: link.id, title: link.title ?? null },
    custom: textsOf(claims[claim.custom] ?? {}),
    membershipsUrl: claims[claim.roster]?.context_memberships_url ?? null,
    scopes: services?.scope ?? [],
    lineItemsUrl: services?.lineitems ?? null,
    lineItemUrl: services?.lineitem ?? null,
    origins: originsOf([
      claims.iss,
      platform.authUrl,
      presentation?.return_url,
      choosing?.deep_link_return_url,
    ]),
    choosing:
      choosing === null
        ? null
        : {
            returnUrl: choosing.deep_link_return_url,
            multiple: choosing.accept_multiple ?? false,
            lineItems: choosing.accept_lineitem ?? true,
            data: choosing.data ?? null,
          },
  };
}

/** What a platform calls somebody; anonymous launches name nobody. */
export function nameOf(who: Pick<Claims, 'name' | 'given_name' | 'family_name'>): string {
  const parts = [who.given_name, who.family_name].filter((part) => part !== null && part !== undefined);
  const name = oneLine(who.name ?? parts.join(' '));
  return name === '' ? 'Somebody without a name' : name.slice(0, nameMax);
}

function titleOf(context: {
  title?: string | null | undefined;
  label?: string | null | undefined;
  id: string;
}) {
  const title = oneLine(context.title ?? context.label ?? '');
  return (title === '' ? context.id : title).slice(0, 200);
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim();
}

function textsOf(custom: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts = Object.entries(custom).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return Object.fromEntries(texts.map(([name, text]) => [name, text.slice(0, 500)]));
}

function originsOf(urls: readonly (string | null | undefined)[]): string[] {
  const origins = urls.flatMap((url) => {
    const parsed = typeof url === 'string' ? parseUrl(url) : null;
    return parsed === null || !/^https?:$/.test(parsed.protocol) ? [] : [parsed.origin];
  });
  return [...new Set(origins)];
}
