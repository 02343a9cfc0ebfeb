// Written by `ipclab sync`. Do not edit.
import { z } from 'zod';
import { allOpened } from './checks/trace/passages/all-opened.js';
import { answeredInOwnFifo } from './checks/trace/named-pipe/answered-in-own-fifo.js';
import { answers } from './checks/outcome/programs/answers.js';
import { askedInOneWrite } from './checks/trace/named-pipe/asked-in-one-write.js';
import { bankActors } from './checks/trace/message-passing/bank-actors.js';
import { bankBooks } from './checks/outcome/message-passing/bank-books.js';
import { boardAddsUp } from './checks/outcome/memory-mapped-file/board-adds-up.js';
import { changedByMapping } from './checks/trace/memory-mapped-file/changed-by-mapping.js';
import { childEnds } from './checks/outcome/signal/child-ends.js';
import { childrenAtMost } from './checks/trace/processes/children-at-most.js';
import { childrenCollected } from './checks/trace/processes/children-collected.js';
import { childrenMade } from './checks/trace/processes/children-made.js';
import { commandsRan } from './checks/trace/processes/commands-ran.js';
import { connectionsHandedOver } from './checks/trace/unix-domain-socket/connections-handed-over.js';
import { connectionsLeftAlone } from './checks/trace/unix-domain-socket/connections-left-alone.js';
import { connectionsLetGo } from './checks/trace/unix-domain-socket/connections-let-go.js';
import { countsLine } from './checks/outcome/programs/counts-line.js';
import { deadOwner } from './checks/outcome/file/dead-owner.js';
import { defaultSignals } from './checks/outcome/signal/default-signals.js';
import { descriptorsKept } from './checks/outcome/surroundings/descriptors-kept.js';
import { dialogue } from './checks/outcome/signal/dialogue.js';
import { exit } from './checks/outcome/programs/exit.js';
import { file } from './checks/outcome/surroundings/file.js';
import { flow } from './checks/trace/passages/flow.js';
import { forcedOutBefore } from './checks/trace/file/forced-out-before.js';
import { framed } from './checks/trace/socket/framed.js';
import { idleCpu } from './checks/outcome/programs/idle-cpu.js';
import { jobGroups } from './checks/outcome/signal/job-groups.js';
import { lettersByType } from './checks/trace/message-queue/letters-by-type.js';
import { lineBeforeEnd } from './checks/outcome/programs/line-before-end.js';
import { lines } from './checks/outcome/programs/lines.js';
import { listenedBeforeAsking } from './checks/trace/named-pipe/listened-before-asking.js';
import { lockEachStep } from './checks/trace/file/lock-each-step.js';
import { lockedChanges } from './checks/trace/file/locked-changes.js';
import { looked } from './checks/outcome/surroundings/looked.js';
import { madeChild } from './checks/trace/processes/made-child.js';
import { mappedShared } from './checks/trace/memory-mapped-file/mapped-shared.js';
import { mapsTogether } from './checks/trace/passages/maps-together.js';
import { messageNumbers } from './checks/outcome/file/message-numbers.js';
import { messagesWhole } from './checks/outcome/file/messages-whole.js';
import { moneyMoved } from './checks/trace/message-passing/money-moved.js';
import { neighboursJoined } from './checks/trace/pipe/neighbours-joined.js';
import { neverWithoutReader } from './checks/trace/named-pipe/never-without-reader.js';
import { noOtherChannel } from './checks/trace/passages/no-other-channel.js';
import { noRace } from './checks/outcome/programs/no-race.js';
import { noShell } from './checks/trace/processes/no-shell.js';
import { noSignalsBetween } from './checks/trace/signal/no-signals-between.js';
import { noZombie } from './checks/outcome/surroundings/no-zombie.js';
import { notKilled } from './checks/outcome/programs/not-killed.js';
import { notYet } from './checks/outcome/programs/not-yet.js';
import { nothingLeft } from './checks/outcome/surroundings/nothing-left.js';
import { nothingStarted } from './checks/trace/processes/nothing-started.js';
import { onlyLeft } from './checks/outcome/surroundings/only-left.js';
import { onlyMessages } from './checks/trace/passages/only-messages.js';
import { openedOnlyBy } from './checks/trace/file/opened-only-by.js';
import { opinions } from './checks/outcome/message-passing/opinions.js';
import { opinionsChange } from './checks/outcome/message-passing/opinions-change.js';
import { opinionsHeard } from './checks/trace/message-passing/opinions-heard.js';
import { outlastedWriters } from './checks/trace/named-pipe/outlasted-writers.js';
import { outputBy } from './checks/trace/processes/output-by.js';
import { overlapped } from './checks/trace/pipe/overlapped.js';
import { ownLettersOnly } from './checks/trace/message-queue/own-letters-only.js';
import { ownRecords } from './checks/trace/file/own-records.js';
import { pidFile } from './checks/outcome/signal/pid-file.js';
import { pipeEndsAtFirstRead } from './checks/trace/pipe/pipe-ends-at-first-read.js';
import { poolAnswers } from './checks/outcome/message-queue/pool-answers.js';
import { poolJobsQueued } from './checks/trace/message-queue/pool-jobs-queued.js';
import { poolPills } from './checks/trace/message-queue/pool-pills.js';
import { poolWorkers } from './checks/trace/message-queue/pool-workers.js';
import { probeSaw } from './checks/outcome/programs/probe-saw.js';
import { publishedAtOnce } from './checks/trace/file/published-at-once.js';
import { quietNodes } from './checks/trace/message-passing/quiet-nodes.js';
import { ranTogether } from './checks/trace/processes/ran-together.js';
import { records } from './checks/outcome/file/records.js';
import { recordsUntorn } from './checks/trace/file/records-untorn.js';
import { reversed } from './checks/outcome/programs/reversed.js';
import { ringBroke } from './checks/outcome/message-passing/ring-broke.js';
import { ringEnds } from './checks/trace/message-passing/ring-ends.js';
import { ringHops } from './checks/trace/message-passing/ring-hops.js';
import { ringItems } from './checks/outcome/shared-memory/ring-items.js';
import { ringLines } from './checks/outcome/message-passing/ring-lines.js';
import { ringNodes } from './checks/trace/message-passing/ring-nodes.js';
import { ringSpeakers } from './checks/trace/message-passing/ring-speakers.js';
import { risingAnswers } from './checks/outcome/signal/rising-answers.js';
import { roundsMet } from './checks/trace/named-pipe/rounds-met.js';
import { sameLock } from './checks/trace/file/same-lock.js';
import { sawEndOfFile } from './checks/trace/passages/saw-end-of-file.js';
import { signalsBehindLines } from './checks/trace/signal/signals-behind-lines.js';
import { snapshots } from './checks/outcome/shared-memory/snapshots.js';
import { stderr } from './checks/outcome/programs/stderr.js';
import { stdout } from './checks/outcome/programs/stdout.js';
import { stepDone } from './checks/outcome/programs/step-done.js';
import { stepNotDone } from './checks/outcome/programs/step-not-done.js';
import { syncedBeforeAnswer } from './checks/trace/memory-mapped-file/synced-before-answer.js';
import { tickets } from './checks/outcome/memory-mapped-file/tickets.js';
import { toldByKernel } from './checks/trace/passages/told-by-kernel.js';
import { took } from './checks/outcome/programs/took.js';
import { turnedInPlace } from './checks/outcome/memory-mapped-file/turned-in-place.js';
import { verdict } from './checks/outcome/programs/verdict.js';
import { waitsAsleep } from './checks/trace/signal/waits-asleep.js';
import { wholeOrTold } from './checks/outcome/file/whole-or-told.js';
import { wonBeforePrinting } from './checks/trace/file/won-before-printing.js';
import { wroteFile } from './checks/trace/file/wrote-file.js';
import type { ConditionKind } from './condition.js';

/** Every kind of condition that an exercise can ask for, in alphabetical order. */
export const conditionKinds: readonly ConditionKind[] = [
  allOpened,
  answeredInOwnFifo,
  answers,
  askedInOneWrite,
  bankActors,
  bankBooks,
  boardAddsUp,
  changedByMapping,
  childEnds,
  childrenAtMost,
  childrenCollected,
  childrenMade,
  commandsRan,
  connectionsHandedOver,
  connectionsLeftAlone,
  connectionsLetGo,
  countsLine,
  deadOwner,
  defaultSignals,
  descriptorsKept,
  dialogue,
  exit,
  file,
  flow,
  forcedOutBefore,
  framed,
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
  openedOnlyBy,
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
  snapshots,
  stderr,
  stdout,
  stepDone,
  stepNotDone,
  syncedBeforeAnswer,
  tickets,
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
  boardAddsUp.schema,
  changedByMapping.schema,
  childEnds.schema,
  childrenAtMost.schema,
  childrenCollected.schema,
  childrenMade.schema,
  commandsRan.schema,
  connectionsHandedOver.schema,
  connectionsLeftAlone.schema,
  connectionsLetGo.schema,
  countsLine.schema,
  deadOwner.schema,
  defaultSignals.schema,
  descriptorsKept.schema,
  dialogue.schema,
  exit.schema,
  file.schema,
  flow.schema,
  forcedOutBefore.schema,
  framed.schema,
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
  openedOnlyBy.schema,
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
  snapshots.schema,
  stderr.schema,
  stdout.schema,
  stepDone.schema,
  stepNotDone.schema,
  syncedBeforeAnswer.schema,
  tickets.schema,
  toldByKernel.schema,
  took.schema,
  turnedInPlace.schema,
  verdict.schema,
  waitsAsleep.schema,
  wholeOrTold.schema,
  wonBeforePrinting.schema,
  wroteFile.schema,
]);
