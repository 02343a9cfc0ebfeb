import { signalWord } from '../../strace/signal-word.js';
import { nameOf, signalName } from './names.js';

/** Where a signal comes from. See sigaction(2), si_code. */
const codes = {
  SI_USER: 0,
  SI_KERNEL: 0x80,
  SI_QUEUE: -1,
  SI_TIMER: -2,
  SI_MESGQ: -3,
  SI_ASYNCIO: -4,
  SI_SIGIO: -5,
  SI_TKILL: -6,
};

/** What a child's end or stop is told by. */
const childCodes = {
  CLD_EXITED: 1,
  CLD_KILLED: 2,
  CLD_DUMPED: 3,
  CLD_TRAPPED: 4,
  CLD_STOPPED: 5,
  CLD_CONTINUED: 6,
};

const sigchld = 17;

/** A siginfo_t of a 64-bit machine as strace prints it; null when it is not whole. See sigaction(2). */
export function siginfoText(bytes: Buffer | null): string | null {
  if (bytes === null || bytes.length < 32) return null;
  const [signal, code] = [bytes.readInt32LE(0), bytes.readInt32LE(8)];
  const head = `si_signo=${signalName(signal)}, si_code=`;
  const [pid, uid] = [bytes.readInt32LE(16), bytes.readUInt32LE(20)];
  if (signal === sigchld && code > 0) {
    const status = bytes.readInt32LE(24);
    const shown = code === childCodes.CLD_EXITED ? `${status}` : signalName(status);
    return `{${head}${nameOf(code, childCodes)}, si_pid=${pid}, si_uid=${uid}, si_status=${shown}}`;
  }
  const from = `${head}${nameOf(code, codes)}`;
  // Faults of a program's own have an address in the place of a sender.
  if (code > 0) return `{${from}}`;
  const [value, pointer] = [bytes.readInt32LE(24), bytes.readBigUInt64LE(24)];
  if (code === codes.SI_QUEUE || code === codes.SI_MESGQ)
    return `{${from}, si_pid=${pid}, si_uid=${uid}, si_int=${value}, si_ptr=0x${pointer.toString(16)}}`;
  return `{${from}, si_pid=${pid}, si_uid=${uid}}`;
}

/** The name of the signal that a siginfo_t is about. */
export function signalOf(bytes: Buffer): string {
  return signalName(bytes.length >= 4 ? bytes.readInt32LE(0) : 0);
}

/** A set of signals such as `[USR1 RT_3]`; one with most of them is printed as what it leaves out, `~[INT]`. */
export function signalSetText(bytes: Buffer | null): string | null {
  if (bytes === null || bytes.length < 8) return null;
  const set = bytes.readBigUInt64LE(0);
  const numbers = Array.from({ length: 64 }, (_, at) => at + 1);
  const inside = numbers.filter((number) => (set & (1n << BigInt(number - 1))) !== 0n);
  if (inside.length <= 32) return `[${inside.map(signalWord).join(' ')}]`;
  const outside = numbers.filter((number) => !inside.includes(number));
  return `~[${outside.map(signalWord).join(' ')}]`;
}

/** A wait status as strace prints it. See wait(2). */
export function statusText(bytes: Buffer | null): string | null {
  if (bytes === null || bytes.length < 4) return null;
  const status = bytes.readInt32LE(0);
  const [low, high] = [status & 0x7f, (status >> 8) & 0xff];
  if (status === 0xffff) return '[{WIFCONTINUED(s)}]';
  if (low === 0x7f) return `[{WIFSTOPPED(s) && WSTOPSIG(s) == ${signalName(high)}}]`;
  if (low === 0) return `[{WIFEXITED(s) && WEXITSTATUS(s) == ${high}}]`;
  return `[{WIFSIGNALED(s) && WTERMSIG(s) == ${signalName(low)}}]`;
}
