import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Demo } from '#libs/catalogue/demo';
import { brokenPromises } from '#libs/grading/broken-promises';
import { playDemo } from '#libs/grading/play-demo';
import { drawSvg } from '#libs/pictures/draw-svg';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { exitStatus } from '../exit-status.js';
import { interruption } from '../interruption.js';

/** Plays demos and writes the picture of each beside it; one that breaks a promise is not written, and makes the command fail. */
export async function recordDemos(demos: readonly Demo[]): Promise<number> {
  const signal = interruption();
  const sandbox = await openSandbox({ log: () => undefined });
  let status: number = exitStatus.passed;
  try {
    for (const demo of demos) {
      const trace = await playDemo(demo, sandbox, signal);
      const broken = brokenPromises(demo, trace);
      const path = join(demo.folder, 'picture.svg');
      if (broken.length === 0) await writeFile(path, drawSvg(trace, { title: demo.title.en }));
      else status = exitStatus.notPassed;
      process.stdout.write(broken.length === 0 ? `${path}\n` : `${demo.slug}\n  ${broken.join('\n  ')}\n`);
    }
    return status;
  } finally {
    await sandbox.close();
  }
}
