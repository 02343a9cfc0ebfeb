import { z } from 'zod';
import { startProcess, type TestProcess } from '#libs/testing/start-process';
import type { ApiUnderTest } from './api-under-test.js';

const Listens = z.object({ url: z.string() });

/** A process of the api that a test may kill, and where it listens. */
export interface ApiProcess extends Pick<TestProcess, 'kill'> {
  readonly url: string;
}

/** Starts the api in a process of its own on the database of a test. */
export async function anApiProcess(
  api: Pick<ApiUnderTest, 'mechanisms'> & { databaseUrl(): string },
  settings: Readonly<Record<string, string>>,
): Promise<ApiProcess> {
  const started = startProcess({
    file: 'apps/api/src/main.ts',
    env: {
      DATABASE_URL: api.databaseUrl(),
      PORT: '0',
      IPCLAB_MECHANISMS: api.mechanisms,
      IPCLAB_WEBHOOKS: 'off',
      IPCLAB_LTI_SYNC_MS: '3600000',
      ...settings,
    },
  });
  const { url } = Listens.parse(JSON.parse(await started.line(/the api listens/)));
  return { url, kill: (signal) => started.kill(signal) };
}
