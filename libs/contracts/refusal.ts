/** Every code a caller can be refused with, in both APIs and on the command line. Codes are public: rename none. */
export const refusalCodes = [
  'UNKNOWN_EXERCISE',
  'UNKNOWN_MECHANISM',
  'LANGUAGE_NOT_OFFERED',
  'NO_FILES',
  'TOO_MANY_FILES',
  'FILE_TOO_LARGE',
  'UPLOAD_TOO_LARGE',
  'BAD_PATH',
  'PATHS_COLLIDE',
  'NOT_UTF8',
  'BAD_ARCHIVE',
  'PROGRAM_MISSING',
  'BAD_INPUT',
  'BAD_EXERCISE',
  'NOT_SIGNED_IN',
  'WRONG_CREDENTIALS',
  'NOT_ALLOWED',
  'NOT_FOUND',
  'EMAIL_TAKEN',
  'TOO_MANY_REQUESTS',
  'TOO_MANY_WAITING',
  'ALREADY_ENDED',
  'CONFLICT',
  'ASSIGNMENT_CLOSED',
  'NO_ATTEMPTS_LEFT',
  'TOO_SOON',
  'NOT_IN_A_GROUP',
  'LTI_PLATFORM_UNKNOWN',
  'LTI_LAUNCH_REFUSED',
  'LTI_LAUNCH_EXPIRED',
  'LTI_COOKIE_MISSING',
  'LTI_ACCOUNT_EXISTS',
  'LTI_NOT_CONNECTED',
  'PLATFORM_FAILED',
  'QUERY_TOO_COMPLEX',
  'SERVER_STARTING',
  'INTERNAL',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** A caller's mistake: a public code and one whole sentence that says what to change. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, sentence: string) {
    super(sentence);
    this.name = 'Refusal';
    this.code = code;
  }
}
