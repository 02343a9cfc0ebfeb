import type { LanguageId } from '#libs/contracts/language';
import { languages } from '#libs/sandbox/languages';
import type { Sandbox } from '#libs/sandbox/sandbox';
import { compileLimits, sandboxEnvironment } from './limits.js';

/** Asks the compilers and interpreters in a sandbox for their versions, such as `12.2.0`; a language that does not answer is left out. */
export async function readVersions(
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<Partial<Record<LanguageId, string>>> {
  const versions: Partial<Record<LanguageId, string>> = {};
  for (const { id, version } of Object.values(languages)) {
    const run = await sandbox.run(
      {
        files: [],
        programs: [
          {
            name: 'version',
            argv: version.argv,
            env: sandboxEnvironment,
            stdin: 'null-device',
            stdout: { kind: 'pipe', capacityBytes: 0 },
            reading: 'free',
          },
        ],
        steps: [],
        collect: [],
        limits: compileLimits,
        sysctls: {},
        traced: false,
      },
      signal,
    );
    const said = Buffer.from(run.programs[0]?.stdout ?? []).toString();
    const found = version.pattern.exec(said)?.[1];
    if (found !== undefined) versions[id] = found;
  }
  return versions;
}
