/** A small C program of the table: `wrong` or `right`, and what it is about. It lies in the folder of its kind, as `NAME.c`. */
export interface Race {
  readonly name: string;
  readonly kind: 'wrong' | 'right';
  /** The mistake, or what makes it right, in one sentence. */
  readonly says: string;
}

/**
 * Programs that are wrong only under some interleavings, one for each class of mistake, and programs that are right under all.
 * Each takes a number of rounds (60 when left out), prints one line and exits 0 when the result is right, 1 when it is wrong;
 * those whose mistake is a deadlock or a lost wake-up never end. An instrument is measured by how many of the wrong ones it
 * finds, and by never accusing a right one.
 */
export const races: readonly Race[] = [
  wrong('counter', 'Two processes add to a counter in shared memory without a lock.'),
  wrong('counter-of-threads', 'Three threads add to one variable without a lock.'),
  wrong('counter-read-outside', 'The old value of a counter is read before its lock is taken.'),
  wrong(
    'ring-two-producers',
    'Two producers use the same slot of a ring, since semaphores only count slots.',
  ),
  wrong('ring-index-first', 'The index of a ring is moved before the item is stored.'),
  wrong('ring-post-first', 'The semaphore for full slots is posted before the item is stored.'),
  wrong('ring-lock-then-wait', 'The lock is held while waiting for a free slot, and who frees one needs it.'),
  wrong('lost-wake-up', 'A flag is tested outside the lock, and the signal that follows meets nobody.'),
  wrong('lost-wake-up-once', 'A single wake-up comes between a test outside the lock and the wait.'),
  wrong('torn-record', 'A record of two words is read while it is half written.'),
  wrong('counter-in-file', 'A number in a file is read, increased and written back without a lock.'),
  wrong('initialised-twice', 'Who has got the lock does not look again whether the segment is prepared.'),
  wrong('if-not-while', 'A consumer that was woken does not look again whether there is an item.'),
  wrong('stack-stale-index', 'A stack without locks takes the same index at its top for the same stack.'),
  wrong('two-locks-two-orders', 'Two processes take two locks, each in its own order.'),
  wrong('lock-test-then-set', 'A home-made lock is tested and set in two steps.'),
  right('mutex', 'Two processes count under a shared mutex.'),
  right('robust-mutex', 'A process dies with the lock, and the next one mends what it left.'),
  right('semaphore-ring', 'Two producers and a consumer share a ring by three semaphores.'),
  right('named-semaphore', 'Two processes count under a semaphore with a name.'),
  right('system-v-semaphore', 'Two processes count under a System V semaphore.'),
  right('futex-lock', 'Two processes count under a lock made of a futex.'),
  right('atomics-ring', 'A producer and a consumer share a ring by release and acquire.'),
  right('seqlock', 'Readers without a lock read again when the version has changed.'),
  right('file-lock', 'A number in a file is increased under a record lock.'),
  right('condition-ping-pong', 'Two processes take turns by a condition that is tested in a loop.'),
  right('ticket-lock', 'Three processes draw tickets and let others run until it is their turn.'),
  right('spin-lock', 'Two processes spin on an atomic flag.'),
  right('eventfd-hand-over', 'Items in shared memory are handed over by an eventfd each way.'),
  right('atomics-of-threads', 'Three threads add atomically.'),
];

function wrong(name: string, says: string): Race {
  return { name, kind: 'wrong', says };
}

function right(name: string, says: string): Race {
  return { name, kind: 'right', says };
}
