import { endStates } from '#libs/contracts/progress';
import type { ActivityRow, ActivityStore } from '#libs/database/results-activity.store';
import type { ProgressChannel } from '#libs/queue/progress-channel';
import type { CourseActivityModel } from './activity.model.js';

/** What watching a course needs; `mayWatch` is asked again before each word. */
export interface ActivityWatch {
  readonly channel: ProgressChannel;
  readonly store: ActivityStore;
  readonly courseId: string;
  readonly mayWatch: () => Promise<boolean>;
}

type Announcements = ReturnType<ProgressChannel['watchCourse']>;
type Announcement = Awaited<ReturnType<Announcements['next']>>['value'];

/** Hand-ins that come, and what becomes of each, until whoever watches may no longer. Steps in between are left out. */
export function watchActivity(watch: ActivityWatch): AsyncIterableIterator<CourseActivityModel> {
  // Listens from the call on, and not only from when the first word is asked for.
  const announcements = watch.channel.watchCourse(watch.courseId);
  const told = tell(announcements, watch);
  return {
    next: () => told.next(),
    return: async () => {
      // The generator may be waiting for an announcement that never comes.
      await announcements.return?.();
      return told.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* tell(
  announcements: Announcements,
  { store, mayWatch }: ActivityWatch,
): AsyncGenerator<CourseActivityModel, undefined> {
  try {
    for await (const announcement of announcements) {
      if (!isNews(announcement)) continue;
      if (!(await mayWatch())) return;
      const happened = await read(announcement, store);
      if (happened !== null) yield happened;
    }
  } finally {
    await announcements.return?.();
  }
}

/** The first word of a row is its hand-in; a row that goes back into the line is none. */
function isNews(announcement: Announcement): boolean {
  if (announcement.kind === 'gap') return true;
  const { state, revision } = announcement.change;
  return (state === 'QUEUED' && revision === 0) || endStates.includes(state);
}

async function read(announcement: Announcement, store: ActivityStore): Promise<CourseActivityModel | null> {
  if (announcement.kind === 'gap') return missed();
  const { id, state } = announcement.change;
  const [row] = await store.find([id]);
  return row === undefined ? null : show(row, state === 'QUEUED');
}

function show(row: ActivityRow, isHandIn: boolean): CourseActivityModel {
  const { submissionId, assignmentId, assignment, personId: id, name, email, role } = row;
  const person = { id, name, email, role };
  const of = { submissionId, assignmentId, assignment, person };
  if (isHandIn) return { ...of, kind: 'HANDED_IN', at: row.submittedAt, points: null, maxPoints: null };
  const { points, maxPoints } = row;
  return { ...of, kind: kindOf(row), at: row.endedAt ?? new Date(), points, maxPoints };
}

function kindOf({ state, passed }: ActivityRow): CourseActivityModel['kind'] {
  if (state === 'GRADED') return passed === true ? 'PASSED' : 'GRADED';
  return state === 'CANCELLED' ? 'CANCELLED' : 'NOT_GRADED';
}

function missed(): CourseActivityModel {
  const nothing = { submissionId: null, assignmentId: null, assignment: null, person: null };
  return { kind: 'MISSED', at: new Date(), ...nothing, points: null, maxPoints: null };
}
