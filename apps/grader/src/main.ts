import { readCatalogue } from '#libs/catalogue/read-catalogue';
import { grade } from '#libs/grading/grade';
import { readVersions } from '#libs/grading/read-versions';
import { runFreely } from '#libs/grading/run-freely';
import { runSingle } from '#libs/grading/run-single';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { runComparison } from '#libs/similarity/run-comparison';
import { bootGrader } from './boot.js';
import { readConfig } from './config.js';

try {
  const config = readConfig();
  const slots = config.IPCLAB_GRADER_CONCURRENCY;
  await bootGrader(config, {
    readCatalogue,
    grade,
    runFreely,
    runSingle,
    readVersions,
    compare: runComparison,
    openSandbox: (log) => openSandbox({ log, parallelRuns: Math.max(4, 2 * slots) }),
  });
} catch (error) {
  process.stderr.write(
    `The grader does not start. ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
}
