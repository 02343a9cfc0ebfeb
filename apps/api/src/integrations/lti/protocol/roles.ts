import type { CourseRole } from '../../../courses/course-access.js';

const membership = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

/**
 * What somebody is in a course, by the LIS roles that a platform names; null for who is neither taught nor teaches, such as a
 * mentor. Who has a teaching assistant's sub-role comes with the instructor's role as well, and is an assistant all the same.
 * See LTI 1.3, "A.2.2 LIS vocabulary for context roles"; roles of the institution give no right in a course.
 */
export function courseRoleOf(roles: readonly string[]): CourseRole | null {
  // The short names of LTI 1.1 still stand for context roles.
  const full = roles.map((role) => (/^[A-Za-z]+$/.test(role) ? `${membership}#${role}` : role));
  const has = (...names: readonly string[]) => names.some((name) => full.includes(`${membership}${name}`));
  const assistant = full.some((role) => role.startsWith(`${membership}/Instructor#TeachingAssistant`));
  if (assistant || has('#TeachingAssistant')) return 'assistant';
  if (has('#Instructor', '#Administrator', '#Manager')) return 'instructor';
  return has('#Learner', '#Student') ? 'student' : null;
}

/** Whether somebody may choose what a course links to: who teaches it, or designs it. */
export function mayChoose(roles: readonly string[]): boolean {
  const role = courseRoleOf(roles);
  if (role === 'instructor' || role === 'assistant') return true;
  return roles.includes(`${membership}#ContentDeveloper`) || roles.includes('ContentDeveloper');
}
