/** Real-time signals that the C library keeps for its threads: the kernel's 32 and 33, which strace calls SIGRTMIN and SIGRT_1. See signal(7). */
const kept: Readonly<Record<string, string>> = { SIGRTMIN: 'SIG32', SIGRT_1: 'SIG33' };

const firstOfPrograms = 2;
const last = 32;

/** A signal as a program names it: strace counts real-time signals from the kernel's first, so what it calls `SIGRT_2` is SIGRTMIN. */
export function signalLabel(name: string): string {
  const number = /^SIGRT_(\d+)$/.exec(name)?.[1];
  if (kept[name] !== undefined || number === undefined) return kept[name] ?? name;
  const above = Number(number) - firstOfPrograms;
  if (Number(number) === last) return 'SIGRTMAX';
  return above === 0 ? 'SIGRTMIN' : `SIGRTMIN+${above}`;
}
