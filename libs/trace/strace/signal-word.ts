/** Standard signals from 1 on, in the order of x86-64 and aarch64. See signal(7). */
const standardSignals =
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS'.split(
    ' ',
  );

/** A signal without its SIG, as strace calls it: real-time signals are counted from the kernel's first, 32. */
export function signalWord(number: number): string {
  if (number === 32) return 'RTMIN';
  if (number > 32) return `RT_${number - 32}`;
  return standardSignals[number - 1] ?? `${number}`;
}
