import { say } from './say.mjs';
import { succeeds } from './run-command.mjs';

/**
 * Has the image built that programs run in: once, in about a minute. Resolves to null, or to a sentence that says why nothing
 * can be graded on this host yet.
 */
export async function prepareSandbox() {
  // Loaded late: before npm packages and build it does not exist.
  const { buildImage } = await import('../../dist/libs/sandbox/build-image.js');
  if (!(await succeeds(['bwrap', '--version']))) {
    return 'Nothing can be graded here yet: bubblewrap is not installed.';
  }
  try {
    await buildImage({ log: say });
    return null;
  } catch (error) {
    return `Nothing can be graded here yet: ${error.message}`;
  }
}
