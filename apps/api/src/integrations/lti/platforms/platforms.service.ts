import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import {
  LtiPlatformsStore,
  type LtiPlatform,
  type PlatformDetails,
} from '#libs/database/lti-platforms.store';
import type { Person } from '#libs/database/people.store';
import type { Page, PageRequest } from '#libs/database/page';
import { ToolKeys } from '../keys/tool-keys.js';
import { Outgoing } from '../protocol/outgoing.js';

/** Deployments of one registration. */
const deploymentsMax = 200;

const Id = z.uuid();
const line = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}\p{Cs}]{1,255}$/u, 'it has 1 to 255 characters and is one line');
const PageSize = z.number().int().min(1).max(100);

/** Registers course platforms: for admins of the whole system. */
@Injectable()
export class PlatformsService {
  readonly #Details: z.ZodType<PlatformDetails>;

  constructor(
    @Inject(LtiPlatformsStore) private readonly platforms: LtiPlatformsStore,
    @Inject(ToolKeys) private readonly keys: ToolKeys,
    @Inject(Outgoing) outgoing: Outgoing,
  ) {
    const address = z
      .string()
      .trim()
      .max(2000)
      .refine((text) => outgoing.allows(text), 'it is no https address that can be asked');
    this.#Details = z.object({
      name: line,
      issuer: line,
      clientId: line,
      deploymentIds: z
        .array(line)
        .min(1, 'name at least one deployment')
        .max(deploymentsMax)
        .refine((ids) => new Set(ids).size === ids.length, 'a deployment is named twice'),
      authUrl: address,
      tokenUrl: address,
      tokenAudience: line.nullish().transform((text) => text ?? null),
      jwksUrl: address,
      vouchesForEmail: z.boolean(),
    });
  }

  register(person: Person, input: unknown): Promise<LtiPlatform> {
    demandAdmin(person);
    return this.platforms.register(this.#Details.parse(input));
  }

  /** Ends in `CONFLICT` when somebody else has changed it since `revision`. */
  async change(
    person: Person,
    { id, revision }: { readonly id: string; readonly revision: number },
    input: unknown,
  ): Promise<LtiPlatform> {
    demandAdmin(person);
    const before = await this.#find(id);
    const changed = await this.platforms.change(id, revision, this.#Details.parse(input));
    if (changed !== null) return changed;
    const now = (await this.platforms.find(id)) ?? before;
    throw new Refusal(
      'CONFLICT',
      `Somebody else changed this platform meanwhile: it is ${now.name}, client ${now.clientId} of ${now.issuer}, revision ${now.revision} now.`,
    );
  }

  /** Launches of it are refused from now on, and scores are sent there no more. */
  async remove(person: Person, id: string): Promise<void> {
    demandAdmin(person);
    await this.#find(id);
    await this.platforms.remove(id, new Date());
  }

  list(person: Person, page: PageRequest): Promise<Page<LtiPlatform>> {
    demandAdmin(person);
    return this.platforms.list({ ...page, first: PageSize.parse(page.first) });
  }

  rotateKey(person: Person): Promise<string> {
    demandAdmin(person);
    return this.keys.rotate();
  }

  async #find(id: string): Promise<LtiPlatform> {
    const found = Id.safeParse(id).success ? await this.platforms.find(id) : null;
    if (found !== null) return found;
    throw new Refusal('NOT_FOUND', 'There is no course platform with this id.');
  }
}

function demandAdmin({ role }: Person): void {
  if (role === 'admin') return;
  throw new Refusal('NOT_ALLOWED', 'Course platforms are registered by admins.');
}
