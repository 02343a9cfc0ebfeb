import { spawn } from 'node:child_process';

/** No plain program of the bench takes longer: 60 seconds. */
const limitMs = 60_000;

/**
 * Runs a program to its end with `input` on its standard input, and resolves to all it wrote to standard output.
 * Rejects with what it said on standard error when its status is not 0.
 */
export function runProgram(command, { cwd, input = '', signal }) {
  const [file, ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, stdio: 'pipe', timeout: limitMs, signal });
    const output = [];
    let says = '';
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      says = (says + chunk).slice(-4096);
    });
    // A program that ends before it has read everything is judged by its status and its output.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.once('error', (cause) => reject(new Error(`${file} could not be run.`, { cause })));
    child.once('close', (code, killedBy) => {
      if (code === 0) resolve(Buffer.concat(output));
      else reject(new Error(`${command.join(' ')} ended with ${code ?? killedBy}:\n${says.trimEnd()}`));
    });
  });
}
