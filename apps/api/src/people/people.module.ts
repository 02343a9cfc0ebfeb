import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { OpenStreams } from '../limits/open-streams.js';
import { AccessGuard } from './access.guard.js';
import { AccountsService } from './accounts.service.js';
import { AdministrationResolver } from './administration/administration.resolver.js';
import { AdministrationService } from './administration/administration.service.js';
import { Door } from './door.js';
import { InvitationsResolver } from './invitations/invitations.resolver.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { PeopleResolver } from './people.resolver.js';
import { PersonalDataController } from './personal-data/personal-data.controller.js';
import { PersonalDataResolver } from './personal-data/personal-data.resolver.js';
import { PersonalDataService } from './personal-data/personal-data.service.js';
import { TokensSweep } from './tokens-sweep.js';

/** Accounts, tokens, and the guard before everything. */
@Global()
@Module({
  controllers: [PersonalDataController],
  providers: [
    AccountsService,
    Door,
    OpenStreams,
    PeopleResolver,
    InvitationsService,
    InvitationsResolver,
    AdministrationService,
    AdministrationResolver,
    PersonalDataService,
    PersonalDataResolver,
    TokensSweep,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccountsService, Door, OpenStreams],
})
export class PeopleModule {}
