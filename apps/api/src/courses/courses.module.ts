import { Global, Module } from '@nestjs/common';
import { CourseAccess } from './course-access.js';
import { CoursesResolver } from './courses.resolver.js';
import { CoursesService } from './courses.service.js';
import {
  CourseEnrolmentsResolver,
  EnrolmentCountResolver,
  EnrolmentsResolver,
} from './enrolments/enrolments.resolver.js';
import { EnrolmentsService } from './enrolments/enrolments.service.js';
import { CourseGroupsResolver, GroupsResolver } from './groups/groups.resolver.js';
import { GroupsService } from './groups/groups.service.js';
import { CourseJoinCodesResolver, JoinResolver } from './joining/join.resolver.js';
import { JoinService } from './joining/join.service.js';
import { RosterResolver } from './roster/roster.resolver.js';
import { RosterService } from './roster/roster.service.js';
import { SectionsResolver } from './sections/sections.resolver.js';
import { SectionsService } from './sections/sections.service.js';
import { TermsResolver } from './terms/terms.resolver.js';
import { TermsService } from './terms/terms.service.js';

const resolvers = [
  TermsResolver,
  CoursesResolver,
  SectionsResolver,
  EnrolmentsResolver,
  CourseEnrolmentsResolver,
  EnrolmentCountResolver,
  GroupsResolver,
  CourseGroupsResolver,
  JoinResolver,
  CourseJoinCodesResolver,
  RosterResolver,
];

const services = [
  CourseAccess,
  CoursesService,
  TermsService,
  SectionsService,
  EnrolmentsService,
  GroupsService,
  JoinService,
  RosterService,
];

/** Courses, who is in them, and what they are set. */
@Global()
@Module({
  providers: [...services, ...resolvers],
  exports: [CourseAccess, CoursesService],
})
export class CoursesModule {}
