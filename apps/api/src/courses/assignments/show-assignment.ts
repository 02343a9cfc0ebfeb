import type { Assignment } from '#libs/database/assignments.store';
import { CheckGroup } from '#libs/contracts/report';
import type { AssignmentModel } from './assignment.model.js';
import { showPolicy } from './late-policy.model.js';

/** What of a row is shown as it is; the exercise and how the viewer stands have resolvers. */
export function showAssignment(row: Assignment): AssignmentModel {
  const { exercise: exerciseSlug, hiddenGroups, latePolicy, rescoringSince, ...rest } = row;
  return {
    ...rest,
    exerciseSlug,
    isRescoring: rescoringSince !== null,
    latePolicy: showPolicy(latePolicy),
    hiddenGroups: CheckGroup.options.filter((one) => hiddenGroups.includes(one)),
  };
}
