import { Module } from '@nestjs/common';
import { Database } from '#libs/database/database';
import { LtiContextsStore } from '#libs/database/lti-contexts.store';
import { LtiEnrolmentsStore } from '#libs/database/lti-enrolments.store';
import { LtiKeysStore } from '#libs/database/lti-keys.store';
import { LtiLinksStore } from '#libs/database/lti-links.store';
import { LtiPeopleStore } from '#libs/database/lti-people.store';
import { LtiPlatformsStore } from '#libs/database/lti-platforms.store';
import { LtiScoresStore } from '#libs/database/lti-scores.store';
import { LtiTicketsStore } from '#libs/database/lti-tickets.store';
import { AssignmentsModule } from '../../courses/assignments/assignments.module.js';
import { ChoicePages } from './choose/choice-pages.js';
import { DeepLinks } from './choose/deep-links.js';
import { LinkChoices } from './choose/link-choices.js';
import { ContextsResolver } from './contexts/contexts.resolver.js';
import { ContextsService } from './contexts/contexts.service.js';
import { KeysController } from './keys/keys.controller.js';
import { ToolKeys } from './keys/tool-keys.js';
import { CourseMaker } from './launch/course-maker.js';
import { CoursePages } from './launch/course-pages.js';
import { LaunchAnswers } from './launch/launch-answers.js';
import { LaunchController } from './launch/launch.controller.js';
import { LaunchFlow } from './launch/launch-flow.js';
import { LinkedAssignments } from './launch/linked-assignments.js';
import { LoginService } from './launch/login.service.js';
import { PeopleOfPlatforms } from './launch/people-of-platforms.js';
import { Sessions } from './launch/sessions.js';
import { Steps } from './launch/steps.js';
import { StepsController } from './launch/steps.controller.js';
import { PlatformsResolver } from './platforms/platforms.resolver.js';
import { PlatformsService } from './platforms/platforms.service.js';
import { Outgoing } from './protocol/outgoing.js';
import { PlatformKeys } from './protocol/platform-keys.js';
import { RostersService } from './roster/rosters.service.js';
import { LineItems } from './scores/line-items.js';
import { ScoreLoop } from './scores/score-loop.js';
import { ScoreSender } from './scores/score-sender.js';
import { LtiScoresResolver } from './scores/scores.resolver.js';
import { ServiceTokens } from './scores/service-tokens.js';

const stores = [
  LtiContextsStore,
  LtiEnrolmentsStore,
  LtiKeysStore,
  LtiLinksStore,
  LtiPeopleStore,
  LtiPlatformsStore,
  LtiScoresStore,
  LtiTicketsStore,
].map((Store) => ({ provide: Store, inject: [Database], useFactory: (pool: Database) => new Store(pool) }));
const launching = [
  ChoicePages,
  CourseMaker,
  CoursePages,
  DeepLinks,
  LaunchAnswers,
  LaunchFlow,
  LinkChoices,
  LinkedAssignments,
  LoginService,
  PeopleOfPlatforms,
  Sessions,
  Steps,
];
const services = [
  LineItems,
  Outgoing,
  PlatformKeys,
  RostersService,
  ScoreLoop,
  ScoreSender,
  ServiceTokens,
  ToolKeys,
];
const administering = [
  ContextsResolver,
  ContextsService,
  LtiScoresResolver,
  PlatformsResolver,
  PlatformsService,
];

/** Course platforms that launch ipclab by LTI 1.3 Advantage: launches, deep links, rosters and scores. */
@Module({
  imports: [AssignmentsModule],
  controllers: [KeysController, LaunchController, StepsController],
  providers: [...stores, ...launching, ...services, ...administering],
})
export class LtiModule {}
