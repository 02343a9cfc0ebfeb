import { randomUUID } from 'node:crypto';
import type { SingleRequest } from '#libs/contracts/single-run';
import type { NewKey } from '#libs/database/jobe-keys.store';

/** A run of a Python program that prints nothing. */
export function aSingleRun(parts: Partial<SingleRequest> = {}): SingleRequest {
  const mebibyte = 1_048_576;
  return {
    kind: 'single',
    language: 'python',
    source: { path: 'prog.py', content: 'pass\n' },
    files: [],
    input: '',
    compileWords: [],
    linkWords: [],
    interpreterWords: [],
    runWords: [],
    limits: {
      cpuMs: 5_000,
      memoryBytes: 256 * mebibyte,
      processes: 16,
      outputBytes: mebibyte,
      diskBytes: 16 * mebibyte,
    },
    ...parts,
  };
}

/** A key that nobody knows the secret of. */
export function aKey(ownerId: string): NewKey {
  const limits = { runsPerMinute: 60, runsAtOnce: 10, filesBytes: 1_000_000 };
  return { ownerId, hash: randomUUID(), label: 'test', ...limits, expiresAt: null };
}
