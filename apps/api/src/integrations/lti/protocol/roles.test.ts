import { expect, test } from 'vitest';
import { courseRoleOf, mayChoose } from './roles.js';

const membership = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const admin = 'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator';

test.each([
  [[`${membership}#Learner`], 'student'],
  [[`${membership}#Instructor`], 'instructor'],
  [[`${membership}#Instructor`, `${membership}/Instructor#TeachingAssistant`], 'assistant'],
  [[`${membership}#Learner`, `${membership}#Instructor`], 'instructor'],
  [['Instructor'], 'instructor'],
  [[`${membership}#Mentor`], null],
  [[`${membership}#ContentDeveloper`], null],
  [[admin], null],
  [[], null],
])('%s is %s in the course', (roles, expected) => {
  expect(courseRoleOf(roles)).toBe(expected);
});

test('who teaches or designs a course chooses its exercises', () => {
  expect(mayChoose([`${membership}#Instructor`])).toBe(true);
  expect(mayChoose([`${membership}#ContentDeveloper`])).toBe(true);
  expect(mayChoose([`${membership}#Learner`])).toBe(false);
  expect(mayChoose([admin])).toBe(false);
});
