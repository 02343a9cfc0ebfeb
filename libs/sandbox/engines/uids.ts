/** Where sandboxes' uids begin, and how many sandboxes of one process have different ones. */
const firstUid = 200_000;
const uidsOfAProcess = 64;
const processes = 1_000;

let next = 0;

/** A uid of its own for each sandbox of this process; null for an ordinary user, who has only one. */
export function nextUid(): number | null {
  if (process.getuid?.() !== 0) return null;
  next = (next + 1) % uidsOfAProcess;
  return firstUid + (process.pid % processes) * uidsOfAProcess + next;
}
