import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The checkout that these scripts belong to, without a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** No step of a setup takes longer on a machine worth having: 30 minutes. */
const limitMs = 30 * 60_000;
/** So much of a command's output is kept to be shown when it fails: 16 KiB. */
const tailBytes = 16 * 1024;

/** A command that ended badly, with the last of what it said. */
export class CommandFailed extends Error {
  constructor(command, { code, output }) {
    super(`${command.join(' ')} ended with status ${code}:\n${output.trimEnd()}`);
    this.name = 'CommandFailed';
    this.code = code;
    this.output = output;
  }
}

/**
 * Runs a command to its end and resolves to what it wrote; rejects with `CommandFailed` when its status is not 0.
 * With `onLine` each line is handed on as it comes.
 */
export function runCommand(command, { env = {}, cwd = root, onLine, signal } = {}) {
  const [file, ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    // Not spawn's own `timeout`: its timer stays when the command does not exist, and keeps this process alive for as long.
    const late = setTimeout(() => child.kill(), limitMs);
    late.unref();
    let output = '';
    const take = (chunk) => {
      output = (output + chunk).slice(-tailBytes);
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', take);
      if (onLine) splitLines(stream, onLine);
    }
    child.once('error', (cause) => reject(new Error(`${file} could not be started.`, { cause })));
    child.once('close', (code, killedBy) => {
      clearTimeout(late);
      if (code === 0) resolve(output);
      else reject(new CommandFailed(command, { code: code ?? killedBy, output }));
    });
  });
}

/** Whether a command exists and ends with status 0. */
export async function succeeds(command) {
  try {
    await runCommand(command);
    return true;
  } catch {
    // The question was whether it works; how it fails is of no interest.
    return false;
  }
}

/** Calls `onLine` for each whole line of a text stream, and for a last one without its newline. */
export function splitLines(stream, onLine) {
  let rest = '';
  stream.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
