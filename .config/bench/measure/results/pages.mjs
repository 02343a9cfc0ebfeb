const cells = 'cells { assignmentId counts attempts stalled passedAt }';
const gradebook = `query ($course: ID!, $after: String, $sort: GradebookSortInput, $filter: GradebookFilterInput) {
  course(id: $course) { results { gradebook(first: 50, after: $after, sort: $sort, filter: $filter) {
    pageInfo { hasNextPage endCursor } edges { node { person { id name email } section total passed ${cells} } } } } } }`;
const counted = gradebook.replace('pageInfo', 'totalCount pageInfo');

const results = (fields) => `query ($course: ID!) { course(id: $course) { results { ${fields} } } }`;
const assignment = 'assignment { id title }';

/** What instructors look at: parts of the gradebook, and the numbers of the whole class. */
export function pages({ courseId, assignmentIds }) {
  const course = { course: courseId };
  const [first] = assignmentIds;
  const stuck = { standing: { is: 'STUCK', assignmentId: first } };
  const total = { by: 'TOTAL', descending: true };
  const page = (what, variables, query = gradebook) => ({
    what,
    query,
    variables: { ...course, ...variables },
  });
  const number = (what, fields) => ({ what, query: results(fields), variables: course });
  return [
    page('50 people by name, of all assignments', {}),
    page('  with how many there are', {}, counted),
    page('50 people by total', { sort: total }),
    page('50 people by one assignment', { sort: { by: 'ASSIGNMENT', assignmentId: first } }),
    page('50 people whose name has "99"', { filter: { text: '99' } }),
    page('50 people who are stuck in one', { filter: stuck, sort: total }),
    number(
      'distributions',
      `distributions { ${assignment} median lowerQuartile upperQuartile tenths { people } }`,
    ),
    number('distribution of totals', 'totalDistribution { median tenths { people } }'),
    number(
      'failure rates of checks',
      `checkFailures { ${assignment} tried checks { name { en zh } failing rate } }`,
    ),
    number(
      'attempts and time to pass',
      `attempts { ${assignment} tried passed medianAttemptsToPass medianSecondsToPass }`,
    ),
    number('progress day by day', 'progress { day handIns firstPasses }'),
    number('heat map', 'heatMap { mechanism group fraction }'),
    number(
      'who is stuck',
      `stuck(first: 50) { totalCount edges { node { person { name } ${assignment} stalled sameChecks } } }`,
    ),
    number(
      'similar pictures',
      `similarPictures { ${assignment} shape count people { name } picture { svg } }`,
    ),
  ];
}

/** The first page by name with all it shows, by one statement; ids are ours and need no escaping. */
export function plainPage({ courseId }) {
  return `
    SELECT page.*, (SELECT json_agg(json_build_object('assignmentId', s."assignmentId", 'counts', s."counts", 'attempts', s."attempts",
      'stalled', s."stalled", 'passedAt', s."passedAt")) FROM "Score" s JOIN "Assignment" a ON a."id" = s."assignmentId"
      WHERE s."personId" = page."id" AND a."courseId" = '${courseId}') AS cells
    FROM (
      SELECT p."id", p."name", p."email", x."name" AS section, t."points", t."passed" FROM "Enrolment" e JOIN "Person" p ON p."id" = e."personId"
      LEFT JOIN "Section" x ON x."id" = e."sectionId" LEFT JOIN "CourseTotal" t ON t."courseId" = e."courseId" AND t."personId" = p."id"
      WHERE e."courseId" = '${courseId}' AND e."role" = 'student' AND e."endedAt" IS NULL ORDER BY lower(p."name"), p."id" LIMIT 51
    ) AS page`;
}
