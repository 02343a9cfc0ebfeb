import { randomUUID } from 'node:crypto';
import type { RunRequest, Sandbox } from '#libs/sandbox/sandbox';

/** What a self-test found, in one sentence. */
export interface SelfTestResult {
  readonly passed: boolean;
  readonly says: string;
}

/** Ten seconds: on a machine that is loaded to its limits, too, an echo is over by then. */
const wallMs = 10_000;

const limits: RunRequest['limits'] = {
  wallMs,
  cpuMs: 1_000,
  memoryBytes: 64 * 1024 * 1024,
  processes: 8,
  outputBytes: 4_096,
  diskBytes: 1024 * 1024,
  inodes: 64,
  openFiles: 64,
};

/** Proves that a program runs in the sandbox and that its output comes back: an echo of a word nobody can know. */
export async function selfTest(sandbox: Sandbox): Promise<SelfTestResult> {
  const word = randomUUID();
  const program: RunRequest['programs'][number] = {
    name: 'echo',
    argv: ['/bin/echo', word],
    env: { PATH: '/usr/bin:/bin' },
    stdin: 'null-device',
    stdout: { kind: 'pipe', capacityBytes: 0 },
    reading: 'free',
  };
  const request: RunRequest = {
    files: [],
    programs: [program],
    steps: [],
    collect: [],
    limits,
    sysctls: {},
    traced: false,
  };
  try {
    const run = await sandbox.run(request, AbortSignal.timeout(2 * wallMs));
    const said = Buffer.from(run.programs[0]?.stdout ?? [])
      .toString()
      .trim();
    if (said === word)
      return { passed: true, says: 'A program ran in the sandbox and its output came back.' };
    return {
      passed: false,
      says: `A program in the sandbox should have said ${word}; the run ended with ${run.ended} and it said "${said}".`,
    };
  } catch (error) {
    return {
      passed: false,
      says: `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
