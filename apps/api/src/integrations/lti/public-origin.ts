import type { ApiConfig } from '../../config.js';

/** Where people and platforms find this api, without a path: as configured, never as a request names it. */
export function publicOrigin(config: ApiConfig): string {
  return new URL(config.IPCLAB_PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`).origin;
}
