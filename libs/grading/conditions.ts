// Written by `ipclab sync`. Do not edit.
import { z } from 'zod';
import { allOpened } from './checks/trace/all-opened.js';
import { answeredInOwnFifo } from './checks/trace/answered-in-own-fifo.js';
import { answers } from './checks/outcome/answers.js';
import { askedInOneWrite } from './checks/trace/asked-in-one-write.js';
import { bankActors } from './checks/trace/bank-actors.js';
import { bankBooks } from './checks/outcome/bank-books.js';
import { changedByMapping } from './checks/trace/changed-by-mapping.js';
import { childEnds } from './checks/outcome/child-ends.js';
import { childrenAtMost } from './checks/trace/children-at-most.js';
import { childrenCollected } from './checks/trace/children-collected.js';
import { childrenMade } from './checks/trace/children-made.js';
import { commandsRan } from './checks/trace/commands-ran.js';
import { countsLine } from './checks/outcome/counts-line.js';
import { deadOwner } from './checks/outcome/dead-owner.js';
import { defaultSignals } from './checks/outcome/default-signals.js';
import { descriptorsKept } from './checks/outcome/descriptors-kept.js';
import { dialogue } from './checks/outcome/dialogue.js';
import { exit } from './checks/outcome/exit.js';
import { file } from './checks/outcome/file.js';
import { flow } from './checks/trace/flow.js';
import { forcedOutBefore } from './checks/trace/forced-out-before.js';
import { idleCpu } from './checks/outcome/idle-cpu.js';
import { jobGroups } from './checks/outcome/job-groups.js';
import { lettersByType } from './checks/trace/letters-by-type.js';
import { lineBeforeEnd } from './checks/outcome/line-before-end.js';
import { lines } from './checks/outcome/lines.js';
import { listenedBeforeAsking } from './checks/trace/listened-before-asking.js';
import { lockEachStep } from './checks/trace/lock-each-step.js';
import { lockedChanges } from './checks/trace/locked-changes.js';
import { looked } from './checks/outcome/looked.js';
import { madeChild } from './checks/trace/made-child.js';
import { mappedShared } from './checks/trace/mapped-shared.js';
import { mapsTogether } from './checks/trace/maps-together.js';
import { messageNumbers } from './checks/outcome/message-numbers.js';
import { messagesWhole } from './checks/outcome/messages-whole.js';
import { moneyMoved } from './checks/trace/money-moved.js';
import { neighboursJoined } from './checks/trace/neighbours-joined.js';
import { neverWithoutReader } from './checks/trace/never-without-reader.js';
import { noOtherChannel } from './checks/trace/no-other-channel.js';
import { noRace } from './checks/outcome/no-race.js';
import { noShell } from './checks/trace/no-shell.js';
import { noSignalsBetween } from './checks/trace/no-signals-between.js';
import { noZombie } from './checks/outcome/no-zombie.js';
import { notKilled } from './checks/outcome/not-killed.js';
import { notYet } from './checks/outcome/not-yet.js';
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
import { ownLettersOnly } from './checks/trace/own-letters-only.js';
import { ownRecords } from './checks/trace/own-records.js';
import { pidFile } from './checks/outcome/pid-file.js';
import { pipeEndsAtFirstRead } from './checks/trace/pipe-ends-at-first-read.js';
import { poolAnswers } from './checks/outcome/pool-answers.js';
import { poolJobsQueued } from './checks/trace/pool-jobs-queued.js';
import { poolPills } from './checks/trace/pool-pills.js';
import { poolWorkers } from './checks/trace/pool-workers.js';
import { probeSaw } from './checks/outcome/probe-saw.js';
import { publishedAtOnce } from './checks/trace/published-at-once.js';
import { quietNodes } from './checks/trace/quiet-nodes.js';
import { ranTogether } from './checks/trace/ran-together.js';
import { records } from './checks/outcome/records.js';
import { recordsUntorn } from './checks/trace/records-untorn.js';
import { reversed } from './checks/outcome/reversed.js';
import { ringBroke } from './checks/outcome/ring-broke.js';
import { ringEnds } from './checks/trace/ring-ends.js';
import { ringHops } from './checks/trace/ring-hops.js';
import { ringItems } from './checks/outcome/ring-items.js';
import { ringLines } from './checks/outcome/ring-lines.js';
import { ringNodes } from './checks/trace/ring-nodes.js';
import { ringSpeakers } from './checks/trace/ring-speakers.js';
import { risingAnswers } from './checks/outcome/rising-answers.js';
import { roundsMet } from './checks/trace/rounds-met.js';
import { sameLock } from './checks/trace/same-lock.js';
import { sawEndOfFile } from './checks/trace/saw-end-of-file.js';
import { signalsBehindLines } from './checks/trace/signals-behind-lines.js';
import { stderr } from './checks/outcome/stderr.js';
import { stdout } from './checks/outcome/stdout.js';
import { stepDone } from './checks/outcome/step-done.js';
import { stepNotDone } from './checks/outcome/step-not-done.js';
import { toldByKernel } from './checks/trace/told-by-kernel.js';
import { took } from './checks/outcome/took.js';
import { turnedInPlace } from './checks/outcome/turned-in-place.js';
import { verdict } from './checks/outcome/verdict.js';
import { waitsAsleep } from './checks/trace/waits-asleep.js';
import { wholeOrTold } from './checks/outcome/whole-or-told.js';
import { wonBeforePrinting } from './checks/trace/won-before-printing.js';
import { wroteFile } from './checks/trace/wrote-file.js';
import type { ConditionKind } from './condition.js';

/** Every kind of condition that an exercise can ask for, in alphabetical order. */
export const conditionKinds: readonly ConditionKind[] = [
  allOpened,
  answeredInOwnFifo,
  answers,
  askedInOneWrite,
  bankActors,
  bankBooks,
  changedByMapping,
  childEnds,
  childrenAtMost,
  childrenCollected,
  childrenMade,
  commandsRan,
  countsLine,
  deadOwner,
  defaultSignals,
  descriptorsKept,
  dialogue,
  exit,
  file,
  flow,
  forcedOutBefore,
  idleCpu,
  jobGroups,
  lettersByType,
  lineBeforeEnd,
  lines,
  listenedBeforeAsking,
  lockEachStep,
  lockedChanges,
  looked,
  madeChild,
  mappedShared,
  mapsTogether,
  messageNumbers,
  messagesWhole,
  moneyMoved,
  neighboursJoined,
  neverWithoutReader,
  noOtherChannel,
  noRace,
  noShell,
  noSignalsBetween,
  noZombie,
  notKilled,
  notYet,
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
  ownLettersOnly,
  ownRecords,
  pidFile,
  pipeEndsAtFirstRead,
  poolAnswers,
  poolJobsQueued,
  poolPills,
  poolWorkers,
  probeSaw,
  publishedAtOnce,
  quietNodes,
  ranTogether,
  records,
  recordsUntorn,
  reversed,
  ringBroke,
  ringEnds,
  ringHops,
  ringItems,
  ringLines,
  ringNodes,
  ringSpeakers,
  risingAnswers,
  roundsMet,
  sameLock,
  sawEndOfFile,
  signalsBehindLines,
  stderr,
  stdout,
  stepDone,
  stepNotDone,
  toldByKernel,
  took,
  turnedInPlace,
  verdict,
  waitsAsleep,
  wholeOrTold,
  wonBeforePrinting,
  wroteFile,
];

/** One condition of a check, as `exercise.yaml` states it. */
export const Condition = z.discriminatedUnion('kind', [
  allOpened.schema,
  answeredInOwnFifo.schema,
  answers.schema,
  askedInOneWrite.schema,
  bankActors.schema,
  bankBooks.schema,
  changedByMapping.schema,
  childEnds.schema,
  childrenAtMost.schema,
  childrenCollected.schema,
  childrenMade.schema,
  commandsRan.schema,
  countsLine.schema,
  deadOwner.schema,
  defaultSignals.schema,
  descriptorsKept.schema,
  dialogue.schema,
  exit.schema,
  file.schema,
  flow.schema,
  forcedOutBefore.schema,
  idleCpu.schema,
  jobGroups.schema,
  lettersByType.schema,
  lineBeforeEnd.schema,
  lines.schema,
  listenedBeforeAsking.schema,
  lockEachStep.schema,
  lockedChanges.schema,
  looked.schema,
  madeChild.schema,
  mappedShared.schema,
  mapsTogether.schema,
  messageNumbers.schema,
  messagesWhole.schema,
  moneyMoved.schema,
  neighboursJoined.schema,
  neverWithoutReader.schema,
  noOtherChannel.schema,
  noRace.schema,
  noShell.schema,
  noSignalsBetween.schema,
  noZombie.schema,
  notKilled.schema,
  notYet.schema,
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
  ownLettersOnly.schema,
  ownRecords.schema,
  pidFile.schema,
  pipeEndsAtFirstRead.schema,
  poolAnswers.schema,
  poolJobsQueued.schema,
  poolPills.schema,
  poolWorkers.schema,
  probeSaw.schema,
  publishedAtOnce.schema,
  quietNodes.schema,
  ranTogether.schema,
  records.schema,
  recordsUntorn.schema,
  reversed.schema,
  ringBroke.schema,
  ringEnds.schema,
  ringHops.schema,
  ringItems.schema,
  ringLines.schema,
  ringNodes.schema,
  ringSpeakers.schema,
  risingAnswers.schema,
  roundsMet.schema,
  sameLock.schema,
  sawEndOfFile.schema,
  signalsBehindLines.schema,
  stderr.schema,
  stdout.schema,
  stepDone.schema,
  stepNotDone.schema,
  toldByKernel.schema,
  took.schema,
  turnedInPlace.schema,
  verdict.schema,
  waitsAsleep.schema,
  wholeOrTold.schema,
  wonBeforePrinting.schema,
  wroteFile.schema,
]);
