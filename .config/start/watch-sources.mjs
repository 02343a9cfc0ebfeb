import { spawn } from 'node:child_process';
import { root, splitLines } from '../setup/run-command.mjs';
import { writeLogLine } from './log-line.mjs';

/** Compiles to dist/ whenever a source changes; the services watch dist/ and start again by themselves. */
export function watchSources(signal) {
  const words = ['-p', '.config/tsconfig.build.json', '--watch', '--preserveWatchOutput'];
  const compiler = spawn('node_modules/.bin/tsc', words, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    signal,
  });
  compiler.stdout.setEncoding('utf8');
  splitLines(compiler.stdout, (line) => line && writeLogLine('build', line));
  compiler.once('error', (error) => {
    if (!signal.aborted) throw error;
  });
}
