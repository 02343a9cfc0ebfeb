import { type Fault, faultsMax } from '#libs/contracts/fault';
import { registersOf, snapshotsMax, watchRegisters } from '#libs/contracts/watch';
import { ownFolders, placeOf } from '../place.js';
import type { RunRequest } from '../sandbox.js';

/** The most programs and placed files of one run. */
const programsMax = 64;
const filesMax = 2_000;
const pathBytesMax = 1_024;

/** Sysctls that belong to the ipc and net namespaces of a sandbox; see namespaces(7). */
const namespacedSysctl =
  /^(kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)|fs\.mqueue\.[a-z_]+|net\.[a-z0-9_.-]+)$/;

/** Throws an Error that names what is wrong with a request: those who make requests are our own code. */
export function checkRequest(request: RunRequest): void {
  const { programs, files, limits } = request;
  if (programs.length === 0 || programs.length > programsMax)
    throw new Error(`A run has 1 to ${programsMax} programs, not ${programs.length}.`);
  if (files.length > filesMax)
    throw new Error(`A run places at most ${filesMax} files, not ${files.length}.`);
  for (const path of pathsOf(request))
    if (!isOwnPath(path))
      throw new Error(`Not a path below ${ownFolders.join(', ')}: ${JSON.stringify(path)}.`);
  for (const program of programs) checkProgram(program);
  for (const [name, value] of Object.entries(request.sysctls))
    if (!namespacedSysctl.test(name) || !/^[\d\t -]+$/.test(value))
      throw new Error(`Not a sysctl of a sandbox's own namespaces: ${name} = ${JSON.stringify(value)}.`);
  for (const [name, value] of Object.entries(limits))
    if (!Number.isSafeInteger(value) || value <= 0)
      throw new Error(`The limit ${name} is not a positive integer: ${value}.`);
  if ((request.faults ?? []).length > faultsMax) throw new Error(`A run has at most ${faultsMax} faults.`);
  for (const program of (request.faults ?? []).flatMap(programsOf))
    if (programs[program] === undefined)
      throw new Error(`A fault means program ${program}, which the run does not have.`);
  checkWatches(request);
  for (const step of request.steps)
    if ('program' in step && programs[step.program] === undefined)
      throw new Error(`The step ${step.do} means program ${step.program}, which the run does not have.`);
  checkStarts(request);
}

function sealedOf({ programs, files }: RunRequest): readonly string[] {
  const sealed = programs.flatMap((program) => program.sealed ?? []);
  const missing = sealed.find((path) => !files.some((file) => file.path === path));
  if (missing !== undefined) throw new Error(`A sealed program is not among the placed files: ${missing}.`);
  return sealed;
}

/** The programs that a fault speaks of. */
function programsOf({ program, do: what }: Fault): readonly number[] {
  const victim = 'signal' in what && what.to !== 'everybody' ? what.to : undefined;
  const awaited = 'hold' in what ? what.hold.program : undefined;
  return [program, victim, awaited].flatMap((party) =>
    party === undefined ? [] : [typeof party === 'number' ? party : party.program],
  );
}

function checkWatches({ watches = [], snapshots = [], traced }: RunRequest): void {
  if (registersOf(watches) > watchRegisters)
    throw new Error(
      `A processor has ${watchRegisters} registers to watch words; ${registersOf(watches)} are needed.`,
    );
  if (snapshots.length > snapshotsMax)
    throw new Error(`A run copies at most ${snapshotsMax} pieces of memory.`);
  if (watches.length + snapshots.length > 0 && !traced)
    throw new Error('Only a traced run tells who uses watched memory.');
}

// Whom no step starts would be waited for until the time is over.
function checkStarts({ programs, steps, schedule }: RunRequest): void {
  const started = new Set(steps.flatMap((step) => (step.do === 'start' ? [step.program] : [])));
  for (const [index, { name, starts }] of programs.entries())
    if ((starts === 'by-step') !== started.has(index))
      throw new Error(`The program ${name} starts by a step, or no step starts it: one of the two.`);
  if (schedule !== undefined && started.size > 0)
    throw new Error('Where a seed decides who runs when, all programs start at once.');
}

function checkProgram(program: RunRequest['programs'][number]): void {
  const strings = [...program.argv, ...Object.entries(program.env).flat()];
  const { openFiles = 1, fileBytes = 1, umask = 0 } = program;
  if (![openFiles, fileBytes].every((value) => Number.isSafeInteger(value) && value > 0) || umask > 0o777)
    throw new Error(`The program ${program.name} begins with wrong bounds.`);
  if (program.argv.length === 0) throw new Error(`The program ${program.name} has no command.`);
  if (strings.some((text) => text.includes('\0')))
    throw new Error(`The command of ${program.name} holds a NUL.`);
}

function pathsOf(request: RunRequest): readonly string[] {
  const { files, collect, steps, read = [] } = request;
  const awaited = steps.flatMap((step) => (step.do === 'await-file' ? [step.path] : []));
  return [...files.map((file) => file.path), ...collect, ...read, ...awaited, ...sealedOf(request)];
}

function isOwnPath(path: string): boolean {
  const place = placeOf(path);
  const folder = ownFolders.find((each) => place.startsWith(each));
  if (folder === undefined) return false;
  const parts = place.slice(folder.length).split('/');
  return (
    Buffer.byteLength(path) <= pathBytesMax &&
    !path.includes('\0') &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..')
  );
}
