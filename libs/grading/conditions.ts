// Written by `ipclab sync`. Do not edit.
import { z } from 'zod';
import { allOpened } from './checks/trace/all-opened.js';
import { answers } from './checks/outcome/answers.js';
import { changedByMapping } from './checks/trace/changed-by-mapping.js';
import { childEnds } from './checks/outcome/child-ends.js';
import { childrenAtMost } from './checks/trace/children-at-most.js';
import { childrenCollected } from './checks/trace/children-collected.js';
import { childrenMade } from './checks/trace/children-made.js';
import { commandsRan } from './checks/trace/commands-ran.js';
import { countsLine } from './checks/outcome/counts-line.js';
import { defaultSignals } from './checks/outcome/default-signals.js';
import { descriptorsKept } from './checks/outcome/descriptors-kept.js';
import { dialogue } from './checks/outcome/dialogue.js';
import { exit } from './checks/outcome/exit.js';
import { file } from './checks/outcome/file.js';
import { flow } from './checks/trace/flow.js';
import { idleCpu } from './checks/outcome/idle-cpu.js';
import { jobGroups } from './checks/outcome/job-groups.js';
import { lineBeforeEnd } from './checks/outcome/line-before-end.js';
import { lines } from './checks/outcome/lines.js';
import { lockEachStep } from './checks/trace/lock-each-step.js';
import { lockedChanges } from './checks/trace/locked-changes.js';
import { looked } from './checks/outcome/looked.js';
import { madeChild } from './checks/trace/made-child.js';
import { mappedShared } from './checks/trace/mapped-shared.js';
import { neighboursJoined } from './checks/trace/neighbours-joined.js';
import { noOtherChannel } from './checks/trace/no-other-channel.js';
import { noRace } from './checks/outcome/no-race.js';
import { noShell } from './checks/trace/no-shell.js';
import { noZombie } from './checks/outcome/no-zombie.js';
import { notKilled } from './checks/outcome/not-killed.js';
import { nothingLeft } from './checks/outcome/nothing-left.js';
import { nothingStarted } from './checks/trace/nothing-started.js';
import { onlyLeft } from './checks/outcome/only-left.js';
import { onlyMessages } from './checks/trace/only-messages.js';
import { opinions } from './checks/outcome/opinions.js';
import { opinionsChange } from './checks/outcome/opinions-change.js';
import { opinionsHeard } from './checks/trace/opinions-heard.js';
import { outlastedWriters } from './checks/trace/outlasted-writers.js';
import { outputBy } from './checks/trace/output-by.js';
import { overlapped } from './checks/trace/overlapped.js';
import { ownRecords } from './checks/trace/own-records.js';
import { pidFile } from './checks/outcome/pid-file.js';
import { pipeEndsAtFirstRead } from './checks/trace/pipe-ends-at-first-read.js';
import { probeSaw } from './checks/outcome/probe-saw.js';
import { quietNodes } from './checks/trace/quiet-nodes.js';
import { ranTogether } from './checks/trace/ran-together.js';
import { records } from './checks/outcome/records.js';
import { recordsUntorn } from './checks/trace/records-untorn.js';
import { ringBroke } from './checks/outcome/ring-broke.js';
import { ringEnds } from './checks/trace/ring-ends.js';
import { ringHops } from './checks/trace/ring-hops.js';
import { ringLines } from './checks/outcome/ring-lines.js';
import { ringNodes } from './checks/trace/ring-nodes.js';
import { ringSpeakers } from './checks/trace/ring-speakers.js';
import { risingAnswers } from './checks/outcome/rising-answers.js';
import { sameLock } from './checks/trace/same-lock.js';
import { sawEndOfFile } from './checks/trace/saw-end-of-file.js';
import { signalsBehindLines } from './checks/trace/signals-behind-lines.js';
import { stderr } from './checks/outcome/stderr.js';
import { stdout } from './checks/outcome/stdout.js';
import { stepDone } from './checks/outcome/step-done.js';
import { stepNotDone } from './checks/outcome/step-not-done.js';
import { took } from './checks/outcome/took.js';
import { turnedInPlace } from './checks/outcome/turned-in-place.js';
import { waitsAsleep } from './checks/trace/waits-asleep.js';
import { wholeOrTold } from './checks/outcome/whole-or-told.js';
import { wroteFile } from './checks/trace/wrote-file.js';
import type { ConditionKind } from './condition.js';

/** Every kind of condition that an exercise can ask for, in alphabetical order. */
export const conditionKinds: readonly ConditionKind[] = [
  allOpened,
  answers,
  changedByMapping,
  childEnds,
  childrenAtMost,
  childrenCollected,
  childrenMade,
  commandsRan,
  countsLine,
  defaultSignals,
  descriptorsKept,
  dialogue,
  exit,
  file,
  flow,
  idleCpu,
  jobGroups,
  lineBeforeEnd,
  lines,
  lockEachStep,
  lockedChanges,
  looked,
  madeChild,
  mappedShared,
  neighboursJoined,
  noOtherChannel,
  noRace,
  noShell,
  noZombie,
  notKilled,
  nothingLeft,
  nothingStarted,
  onlyLeft,
  onlyMessages,
  opinions,
  opinionsChange,
  opinionsHeard,
  outlastedWriters,
  outputBy,
  overlapped,
  ownRecords,
  pidFile,
  pipeEndsAtFirstRead,
  probeSaw,
  quietNodes,
  ranTogether,
  records,
  recordsUntorn,
  ringBroke,
  ringEnds,
  ringHops,
  ringLines,
  ringNodes,
  ringSpeakers,
  risingAnswers,
  sameLock,
  sawEndOfFile,
  signalsBehindLines,
  stderr,
  stdout,
  stepDone,
  stepNotDone,
  took,
  turnedInPlace,
  waitsAsleep,
  wholeOrTold,
  wroteFile,
];

/** One condition of a check, as `exercise.yaml` states it. */
export const Condition = z.discriminatedUnion('kind', [
  allOpened.schema,
  answers.schema,
  changedByMapping.schema,
  childEnds.schema,
  childrenAtMost.schema,
  childrenCollected.schema,
  childrenMade.schema,
  commandsRan.schema,
  countsLine.schema,
  defaultSignals.schema,
  descriptorsKept.schema,
  dialogue.schema,
  exit.schema,
  file.schema,
  flow.schema,
  idleCpu.schema,
  jobGroups.schema,
  lineBeforeEnd.schema,
  lines.schema,
  lockEachStep.schema,
  lockedChanges.schema,
  looked.schema,
  madeChild.schema,
  mappedShared.schema,
  neighboursJoined.schema,
  noOtherChannel.schema,
  noRace.schema,
  noShell.schema,
  noZombie.schema,
  notKilled.schema,
  nothingLeft.schema,
  nothingStarted.schema,
  onlyLeft.schema,
  onlyMessages.schema,
  opinions.schema,
  opinionsChange.schema,
  opinionsHeard.schema,
  outlastedWriters.schema,
  outputBy.schema,
  overlapped.schema,
  ownRecords.schema,
  pidFile.schema,
  pipeEndsAtFirstRead.schema,
  probeSaw.schema,
  quietNodes.schema,
  ranTogether.schema,
  records.schema,
  recordsUntorn.schema,
  ringBroke.schema,
  ringEnds.schema,
  ringHops.schema,
  ringLines.schema,
  ringNodes.schema,
  ringSpeakers.schema,
  risingAnswers.schema,
  sameLock.schema,
  sawEndOfFile.schema,
  signalsBehindLines.schema,
  stderr.schema,
  stdout.schema,
  stepDone.schema,
  stepNotDone.schema,
  took.schema,
  turnedInPlace.schema,
  waitsAsleep.schema,
  wholeOrTold.schema,
  wroteFile.schema,
]);
