import { aCourse } from './a-course.js';
import type { ApiUnderTest, SignedInPerson } from './api-under-test.js';

/** A course in Zurich with an instructor, an assistant and some students, each signed in. */
export interface ClassUnderTest {
  readonly courseId: string;
  readonly instructor: SignedInPerson;
  readonly assistant: SignedInPerson;
  /** At least one. */
  readonly students: readonly [SignedInPerson, ...SignedInPerson[]];
}

/** Makes a course with so many students straight in the database. */
export async function aClass(api: ApiUnderTest, students = 1): Promise<ClassUnderTest> {
  const course = await aCourse(api);
  const [instructor, assistant] = [await course.member('instructor'), await course.member('assistant')];
  const first = await course.member('student');
  const others: SignedInPerson[] = [];
  for (let made = 1; made < students; made += 1) others.push(await course.member('student'));
  return { courseId: course.id, instructor, assistant, students: [first, ...others] };
}

/** An instant some hours from now, as clients write it. */
export function hourFromNow(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}
