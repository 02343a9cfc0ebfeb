import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** Where Debian keeps tools, also those that an ordinary user's PATH leaves out. */
export const toolPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The most of a tool's words that is kept for an error. */
const wordsMax = 8_000;

/** The path of an installed tool, or null. */
export function findTool(name: string): string | null {
  for (const folder of toolPath.split(':')) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** Runs a tool to its end and resolves to its standard output; rejects with its last words when it fails. */
export function runTool(
  command: string,
  args: readonly string[],
  heard?: (line: string) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: toolPath, LC_ALL: 'C.UTF-8' },
    });
    let output = '';
    let words = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => {
      const text = data.toString();
      words = `${words}${text}`.slice(-wordsMax);
      for (const line of text.split('\n')) if (line.trim() !== '') heard?.(line);
    });
    child.once('error', (cause) => reject(new Error(`${command} could not be started.`, { cause })));
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ended with ${signal ?? code}: ${words.trim()}`));
    });
  });
}
