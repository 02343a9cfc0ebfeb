import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import type {
  GradebookFilter,
  GradebookLine,
  GradebookPlace,
  GradebookSort,
  StandingFilter,
} from '#libs/database/results-gradebook.store';
import { cursorsOf } from '../../graphql/connection.js';
import { idOrNull, stuckFrom } from '../arguments.js';
import { parseJson } from '../parse-json.js';
import type { GradebookFilterInput, GradebookSortInput, StandingInput } from './gradebook.inputs.js';

const textLength = 200;
const cursors = cursorsOf('gradebook');
const Place = z.tuple([z.string(), z.union([z.string(), z.number()]), z.uuid()]);

const standings = {
  PASSED: 'passed',
  NOT_PASSED: 'not_passed',
  STUCK: 'stuck',
  NOT_TRIED: 'not_tried',
} as const;

/** Reads by what a gradebook is wanted sorted; by name when nothing is said. */
export function readSort(input: GradebookSortInput | null | undefined): GradebookSort {
  if (input === null || input === undefined) return { by: 'name', descending: false };
  const { by, descending } = input;
  if (by !== 'ASSIGNMENT') return { by: by === 'NAME' ? 'name' : 'total', descending };
  const assignmentId = idOrNull(input.assignmentId);
  if (assignmentId === null)
    throw new Refusal('BAD_INPUT', 'To sort by ASSIGNMENT, name one as assignmentId.');
  return { by: 'assignment', assignmentId, descending };
}

/** Reads what narrows a gradebook. */
export function readFilter(input: GradebookFilterInput | null | undefined): GradebookFilter {
  const text = input?.text?.replaceAll('\0', '').trim() ?? '';
  if (text.length > textLength) {
    throw new Refusal('BAD_INPUT', `Search for at most ${textLength} characters.`);
  }
  return {
    sectionId: idOrNull(input?.sectionId),
    groupId: idOrNull(input?.groupId),
    personId: null,
    text: text === '' ? null : text,
    standing: input?.standing ? readStanding(input.standing) : null,
  };
}

function readStanding(input: StandingInput): StandingFilter {
  return {
    is: standings[input.is],
    assignmentId: idOrNull(input.assignmentId),
    stuckFrom: stuckFrom(input.stuckFrom),
  };
}

/** Writes where a row stands in a list of this order. */
export function writePlace(sort: GradebookSort, line: GradebookLine): string {
  return cursors.write(JSON.stringify([nameOf(sort), line.key, line.personId]));
}

/** Reads it again; refuses (`BAD_INPUT`) a cursor of another order, after which the rows would be anybody's guess. */
export function readPlace(sort: GradebookSort, cursor: string | null | undefined): GradebookPlace | null {
  if (cursor === null || cursor === undefined || cursor === '') return null;
  const [order, key, personId] = Place.parse(parseJson(cursors.read(cursor)));
  const isText = typeof key === 'string';
  if (order === nameOf(sort) && isText === (sort.by === 'name')) return { key, personId };
  throw new Refusal('BAD_INPUT', 'This cursor belongs to a list of another order.');
}

function nameOf(sort: GradebookSort): string {
  const of = sort.by === 'assignment' ? sort.assignmentId : sort.by;
  return `${of} ${sort.descending}`;
}
