import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { OpenStreams } from '../limits/open-streams.js';
import { AccessGuard } from './access.guard.js';
import { AccountsService } from './accounts.service.js';
import { Door } from './door.js';
import { PeopleResolver } from './people.resolver.js';

/** Accounts, tokens, and the guard before everything. */
@Global()
@Module({
  providers: [
    AccountsService,
    Door,
    OpenStreams,
    PeopleResolver,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [Door, OpenStreams],
})
export class PeopleModule {}
