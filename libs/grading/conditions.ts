// Written by `ipclab sync`. Do not edit.
import { z } from 'zod';
import { childrenAtMost } from './checks/trace/children-at-most.js';
import { childrenCollected } from './checks/trace/children-collected.js';
import { commandsRan } from './checks/trace/commands-ran.js';
import { countsLine } from './checks/outcome/counts-line.js';
import { deadOwner } from './checks/outcome/dead-owner.js';
import { descriptorsKept } from './checks/outcome/descriptors-kept.js';
import { exit } from './checks/outcome/exit.js';
import { file } from './checks/outcome/file.js';
import { flow } from './checks/trace/flow.js';
import { idleCpu } from './checks/outcome/idle-cpu.js';
import { lines } from './checks/outcome/lines.js';
import { lockEachStep } from './checks/trace/lock-each-step.js';
import { lockedChanges } from './checks/trace/locked-changes.js';
import { looked } from './checks/outcome/looked.js';
import { madeChild } from './checks/trace/made-child.js';
import { neighboursJoined } from './checks/trace/neighbours-joined.js';
import { noRace } from './checks/outcome/no-race.js';
import { noShell } from './checks/trace/no-shell.js';
import { noZombie } from './checks/outcome/no-zombie.js';
import { nothingLeft } from './checks/outcome/nothing-left.js';
import { nothingStarted } from './checks/trace/nothing-started.js';
import { onlyLeft } from './checks/outcome/only-left.js';
import { onlyMessages } from './checks/trace/only-messages.js';
import { outputBy } from './checks/trace/output-by.js';
import { overlapped } from './checks/trace/overlapped.js';
import { ownRecords } from './checks/trace/own-records.js';
import { pipeEndsAtFirstRead } from './checks/trace/pipe-ends-at-first-read.js';
import { probeSaw } from './checks/outcome/probe-saw.js';
import { ranTogether } from './checks/trace/ran-together.js';
import { records } from './checks/outcome/records.js';
import { recordsUntorn } from './checks/trace/records-untorn.js';
import { ringBroke } from './checks/outcome/ring-broke.js';
import { ringEnds } from './checks/trace/ring-ends.js';
import { ringHops } from './checks/trace/ring-hops.js';
import { ringLines } from './checks/outcome/ring-lines.js';
import { ringNodes } from './checks/trace/ring-nodes.js';
import { ringSpeakers } from './checks/trace/ring-speakers.js';
import { sameLock } from './checks/trace/same-lock.js';
import { sawEndOfFile } from './checks/trace/saw-end-of-file.js';
import { stderr } from './checks/outcome/stderr.js';
import { stdout } from './checks/outcome/stdout.js';
import { stepDone } from './checks/outcome/step-done.js';
import { took } from './checks/outcome/took.js';
import { waitsAsleep } from './checks/trace/waits-asleep.js';
import { wholeOrTold } from './checks/outcome/whole-or-told.js';
import { wroteFile } from './checks/trace/wrote-file.js';
import type { ConditionKind } from './condition.js';

/** Every kind of condition that an exercise can ask for, in alphabetical order. */
export const conditionKinds: readonly ConditionKind[] = [
  childrenAtMost,
  childrenCollected,
  commandsRan,
  countsLine,
  deadOwner,
  descriptorsKept,
  exit,
  file,
  flow,
  idleCpu,
  lines,
  lockEachStep,
  lockedChanges,
  looked,
  madeChild,
  neighboursJoined,
  noRace,
  noShell,
  noZombie,
  nothingLeft,
  nothingStarted,
  onlyLeft,
  onlyMessages,
  outputBy,
  overlapped,
  ownRecords,
  pipeEndsAtFirstRead,
  probeSaw,
  ranTogether,
  records,
  recordsUntorn,
  ringBroke,
  ringEnds,
  ringHops,
  ringLines,
  ringNodes,
  ringSpeakers,
  sameLock,
  sawEndOfFile,
  stderr,
  stdout,
  stepDone,
  took,
  waitsAsleep,
  wholeOrTold,
  wroteFile,
];

/** One condition of a check, as `exercise.yaml` states it. */
export const Condition = z.discriminatedUnion('kind', [
  childrenAtMost.schema,
  childrenCollected.schema,
  commandsRan.schema,
  countsLine.schema,
  deadOwner.schema,
  descriptorsKept.schema,
  exit.schema,
  file.schema,
  flow.schema,
  idleCpu.schema,
  lines.schema,
  lockEachStep.schema,
  lockedChanges.schema,
  looked.schema,
  madeChild.schema,
  neighboursJoined.schema,
  noRace.schema,
  noShell.schema,
  noZombie.schema,
  nothingLeft.schema,
  nothingStarted.schema,
  onlyLeft.schema,
  onlyMessages.schema,
  outputBy.schema,
  overlapped.schema,
  ownRecords.schema,
  pipeEndsAtFirstRead.schema,
  probeSaw.schema,
  ranTogether.schema,
  records.schema,
  recordsUntorn.schema,
  ringBroke.schema,
  ringEnds.schema,
  ringHops.schema,
  ringLines.schema,
  ringNodes.schema,
  ringSpeakers.schema,
  sameLock.schema,
  sawEndOfFile.schema,
  stderr.schema,
  stdout.schema,
  stepDone.schema,
  took.schema,
  waitsAsleep.schema,
  wholeOrTold.schema,
  wroteFile.schema,
]);
