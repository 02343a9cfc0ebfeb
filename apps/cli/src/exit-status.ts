import { Refusal } from '#libs/contracts/refusal';

/** What the command line's exit status says; see `ipclab grade --help`. */
export const exitStatus = { passed: 0, notPassed: 1, refused: 2, notGraded: 3, traceFailed: 125 } as const;

/**
 * Runs a command and turns what it throws into words on standard error and an exit status: a Refusal is the caller's mistake,
 * anything else is ours.
 */
export async function endWith(run: () => Promise<number>, ours: number): Promise<void> {
  try {
    process.exitCode = await run();
  } catch (error) {
    if (error instanceof Refusal) {
      process.stderr.write(`${error.code}: ${error.message}\n`);
      process.exitCode = exitStatus.refused;
      return;
    }
    process.stderr.write(`ipclab failed: ${describe(error)}\n`);
    process.exitCode = ours;
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\n  because: ${describe(error.cause)}`;
  return `${error.message}${cause}`;
}
