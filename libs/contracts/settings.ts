/**
 * The names of all settings, by the program that reads them; each program's own schema gives them their values. Programs share one
 * environment, so each passes over what another one reads, and refuses what none does.
 */
export const settings = {
  both: ['IPCLAB_LOG_LEVEL', 'IPCLAB_MECHANISMS'],
  api: [
    'IPCLAB_SIGN_UP',
    'IPCLAB_PROXIES',
    'IPCLAB_ADDRESS_REQUESTS_PER_MINUTE',
    'IPCLAB_PERSON_REQUESTS_PER_MINUTE',
    'IPCLAB_WAITING_PER_PERSON',
    'IPCLAB_JOBE_WAIT_MS',
    'IPCLAB_WEBHOOKS',
    'IPCLAB_PAGE',
    'IPCLAB_PUBLIC_URL',
    'IPCLAB_SECRET',
    'IPCLAB_FORMER_SECRET',
    'IPCLAB_LTI_LOOPBACK',
    'IPCLAB_LTI_SYNC_MS',
  ],
  grader: [
    'IPCLAB_GRADER_CONCURRENCY',
    'IPCLAB_GRADER_LOCK_MS',
    'IPCLAB_GRADER_SWEEP_MS',
    'IPCLAB_GRADER_GRACE_MS',
  ],
  /** Of the command line, which a person may have exported. */
  cli: ['IPCLAB_SERVER', 'IPCLAB_TOKEN'],
} as const;

/** Names in an environment that look like a setting and are none of any program. */
export function unknownSettings(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = new Set<string>(Object.values(settings).flat());
  return Object.keys(environment).filter((name) => name.startsWith('IPCLAB_') && !known.has(name));
}
