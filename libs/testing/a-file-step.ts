import type { FileStep } from '#libs/trace/file-step';

const act = { process: 'p1', thread: null, atMs: 1, fd: 3, object: 'o1', path: '/box/log' };

type Some<Kind extends FileStep['kind']> = Partial<Extract<FileStep, { kind: Kind }>>;

/** `p1` writes to /box/log, unless told otherwise. */
export function aFileMove(over: Some<'read' | 'write'>): FileStep {
  const move = { offset: 0, bytes: 1, head: new Uint8Array(), appends: false, places: false, forces: false };
  return { ...act, kind: 'write', ...move, ...over };
}

/** `p1` chooses a place in /box/log. */
export function aFileSeek(over: Some<'seek'>): FileStep {
  return { ...act, kind: 'seek', offset: 0, ...over };
}

/** `p1` gets an exclusive record lock on the whole of /box/log, or gives it up. */
export function aFileLock(over: Some<'lock'> | Some<'unlock'>): FileStep {
  const range = { family: 'record', start: 0, end: Infinity } as const;
  if (over.kind === 'unlock') return { ...act, ...range, by: null, ...over, kind: 'unlock' };
  return { ...act, ...range, access: 'write', ...over, kind: 'lock' };
}

/** `p1` makes a name that was not there, gives a file another name, or takes a name away. */
export function aFileName(
  over: Some<'open' | 'rename' | 'link' | 'unlink'> & Pick<FileStep, 'kind'>,
): FileStep {
  switch (over.kind) {
    case 'open':
      return { ...act, creates: true, isExclusive: true, ...over, kind: 'open' };
    case 'rename':
      return { ...act, toPath: '/box/other', isExchange: false, ...over, kind: 'rename' };
    case 'link':
      return { ...act, toPath: '/box/other', ...over, kind: 'link' };
    default:
      return { ...act, ...over, kind: 'unlink' };
  }
}
