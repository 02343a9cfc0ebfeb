import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import { OpenToAll } from './access.guard.js';
import { AccountsService } from './accounts.service.js';
import { TheCaller, Viewer, type Caller } from './caller.js';
import { Door } from './door.js';
import {
  ApiTokenModel,
  CreatedApiTokenModel,
  PersonModel,
  SignedInModel,
  SignUpInput,
} from './person.model.js';
import { showSession } from './show-session.js';

/** Who asks, signing in and out, and personal tokens. */
@Resolver(() => PersonModel)
export class PeopleResolver {
  constructor(
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(Door) private readonly door: Door,
  ) {}

  @OpenToAll(true)
  @Query(() => PersonModel, { nullable: true, description: 'Whoever asks; null without a token.' })
  viewer(@TheCaller() caller: Caller): Promise<PersonModel> | null {
    return caller.secret === null ? null : this.door.identify(caller);
  }

  @Query(() => [ApiTokenModel], { description: 'Your tokens that are good, newest first.' })
  apiTokens(@Viewer() person: Person): Promise<ApiTokenModel[]> {
    return this.accounts.listApiTokens(person);
  }

  @OpenToAll(true)
  @Mutation(() => SignedInModel, { description: "Makes a student's account and signs it in." })
  async signUp(@Args('input') input: SignUpInput, @TheCaller() caller: Caller): Promise<SignedInModel> {
    return showSession(await this.accounts.signUp(input, caller.address));
  }

  @OpenToAll(true)
  @Mutation(() => SignedInModel)
  async signIn(
    @Args('email') email: string,
    @Args('password') password: string,
    @TheCaller() caller: Caller,
  ): Promise<SignedInModel> {
    return showSession(await this.accounts.signIn(email, password, caller.address));
  }

  @Mutation(() => Boolean, { description: 'Ends the session whose token is sent.' })
  async signOut(@Viewer() person: Person, @TheCaller() caller: Caller): Promise<boolean> {
    if (caller.secret !== null) await this.accounts.signOut(person, caller.secret);
    return true;
  }

  @Mutation(() => CreatedApiTokenModel, {
    description: 'Makes a token for a program of yours, good until revoked.',
  })
  async createApiToken(
    @Viewer() person: Person,
    @Args('label') label: string,
  ): Promise<CreatedApiTokenModel> {
    const { secret, token } = await this.accounts.createApiToken(person, label);
    return { token: secret, apiToken: token };
  }

  @Mutation(() => Boolean, { description: 'Makes one of your tokens worthless at once.' })
  async revokeApiToken(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<boolean> {
    await this.accounts.revokeToken(person, id);
    return true;
  }
}
