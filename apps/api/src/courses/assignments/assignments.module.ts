import { Global, Module } from '@nestjs/common';
import { AssignmentFieldsResolver } from './assignment-fields.resolver.js';
import { AssignmentLoadersFactory } from './assignment-loaders.js';
import { AssignmentsResolver } from './assignments.resolver.js';
import { AssignmentsService } from './assignments.service.js';
import { CourseAssignmentsResolver, SubmissionAssignmentResolver } from './course-assignments.resolver.js';
import { ExtensionPeopleResolver, GrantsResolver, ScorePeopleResolver } from './grants.resolver.js';
import { Grants } from './grants.service.js';
import { HandInGate } from './hand-in-gate.service.js';
import { HiddenChecks } from './hidden-checks.service.js';
import { Rescoring } from './rescoring.service.js';
import { Standings } from './standings.service.js';

const resolvers = [
  AssignmentsResolver,
  AssignmentFieldsResolver,
  CourseAssignmentsResolver,
  ExtensionPeopleResolver,
  GrantsResolver,
  ScorePeopleResolver,
  SubmissionAssignmentResolver,
];

const services = [
  AssignmentsService,
  AssignmentLoadersFactory,
  Grants,
  HandInGate,
  HiddenChecks,
  Rescoring,
  Standings,
];

/** What courses are set, and what counts. */
@Global()
@Module({
  providers: [...services, ...resolvers],
  exports: [AssignmentsService, HandInGate, HiddenChecks, AssignmentLoadersFactory],
})
export class AssignmentsModule {}
