import type { FreshToken } from './accounts.service.js';
import type { SignedInModel } from './person.model.js';

/** Writes a session that has just begun, with its secret. */
export function showSession({ secret, token, person }: FreshToken): SignedInModel {
  return { token: secret, expiresAt: token.expiresAt ?? token.createdAt, person };
}
