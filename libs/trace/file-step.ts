/** What every step says: who did it when, with which descriptor, to what. */
interface FileAct {
  readonly process: string;
  /** Null for the first thread of the process. */
  readonly thread: string | null;
  readonly atMs: number;
  readonly fd: number | null;
  /** The file's id among the history's objects; a folder that was opened goes by its path. Null when only a name is known. */
  readonly object: string | null;
  /** The name that the file had then; null when it had none, or one that meant another file by then. */
  readonly path: string | null;
}

/**
 * Something that a process did to a file, to its name or to a lock on it, in the order in which it took effect: what evidence about
 * files is judged from. Failed calls are left out. What lies in memory that is mapped is not told.
 */
export type FileStep = FileAct &
  (
    | {
        readonly kind: 'read' | 'write';
        readonly offset: number;
        readonly bytes: number;
        /** Its first bytes, as many as the tracer copied. */
        readonly head: Uint8Array;
        /** The kernel chose the place, in the same step: O_APPEND in open(2). */
        readonly appends: boolean;
        /** The call named the place itself: pread(2), pwrite(2). */
        readonly places: boolean;
        /** The call came back when the data were on the device: O_SYNC and O_DSYNC in open(2). */
        readonly forces: boolean;
      }
    | { readonly kind: 'seek'; readonly offset: number }
    | { readonly kind: 'cut'; readonly sizeBytes: number }
    /** fsync(2) and fdatasync(2); without an object sync(2) or syncfs(2): everything. */
    | { readonly kind: 'force' }
    | {
        readonly kind: 'open';
        /** O_CREAT, and together with it O_EXCL. */
        readonly creates: boolean;
        readonly isExclusive: boolean;
      }
    /** A name that did not exist before: mkdir(2), symlink(2). */
    | { readonly kind: 'make' }
    /** `path` is the old name. */
    | { readonly kind: 'link'; readonly toPath: string }
    | { readonly kind: 'rename'; readonly toPath: string; readonly isExchange: boolean }
    | { readonly kind: 'unlink' }
    | {
        readonly kind: 'lock';
        readonly family: 'record' | 'flock';
        readonly access: 'read' | 'write';
        readonly start: number;
        /** Infinity for "to the end, however far". */
        readonly end: number;
      }
    | {
        readonly kind: 'unlock';
        readonly family: 'record' | 'flock';
        readonly start: number;
        readonly end: number;
        /** What took the lock away; null when that was what the program asked for. */
        readonly by: 'close' | 'exec' | 'exit' | 'replaced' | 'shutdown' | null;
      }
  );
