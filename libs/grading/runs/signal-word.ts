import { z } from 'zod';

/** A signal without its `SIG`, see signal(7): those that exercises send, ignore, or want a program to die of. */
export const SignalWord = z.enum([
  'HUP',
  'INT',
  'QUIT',
  'ABRT',
  'FPE',
  'KILL',
  'USR1',
  'SEGV',
  'USR2',
  'PIPE',
  'ALRM',
  'TERM',
  'CHLD',
  'CONT',
  'STOP',
  'TSTP',
  'TTIN',
  'TTOU',
  'XCPU',
  'XFSZ',
  'WINCH',
]);
export type SignalWord = z.infer<typeof SignalWord>;
