const privateMap = /^mmap\([^,]+, \d+, [\w|]+, MAP_PRIVATE(?![\w|]*MAP_FIXED)\b/;
const privateFutex = /^futex\(0x[0-9a-f]+, FUTEX_\w+_PRIVATE\b/;

/**
 * Whether a call that has come back touched memory of one process only: private mappings (a fixed one counts, since it can replace
 * a shared one) and futexes of threads. They are most of what mmap(2) and futex(2) say, and no other process can notice them.
 */
export function isPrivate(call: string): boolean {
  if (call.startsWith('mmap(')) return privateMap.test(call);
  return call.startsWith('futex(') && privateFutex.test(call);
}
