import { decodeDescriptor, decodeField, decodeNumber } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { findFile } from '../files/find-file.js';
import { tellLock, tellUnlock } from '../files/lock-steps.js';
import { conflicts, grant, lockThing, type LockRequest, locksOf, release } from '../files/locks.js';
import { type Handler, type Life, type OpenFile, type Thing, valueOf, type World } from '../model.js';

interface Asked {
  readonly wanted: LockRequest;
  readonly file: Thing;
  /** Whether the call sleeps until it gets the lock. */
  readonly waits: boolean;
}

/** What a call asks for; null when it is no lock call, or not on a file that a picture shows. */
function askedBy(world: World, life: Life, call: Call): Asked | null {
  const request = requestOf(world, life, call);
  return request?.file.thing ? { ...request, file: request.file.thing } : null;
}

type Request = Omit<Asked, 'file'> & { readonly file: OpenFile };

function requestOf(world: World, life: Life, call: Call): Request | null {
  const { args } = call;
  const isFlock = call.name === 'flock';
  const command = args[1] ?? '';
  if (!isFlock && !/^F_(?:OFD_)?SETLKW?$/.test(command)) return null;
  const file = findFile(world, life, { text: args[0], access: 'both' });
  if (!file) return null;
  const common = { life, fd: decodeDescriptor(args[0])?.fd ?? null };
  if (isFlock) {
    const access = command.includes('LOCK_UN') ? 'none' : command.includes('LOCK_EX') ? 'write' : 'read';
    return {
      wanted: { ...common, family: 'flock', owner: file, access, start: 0, end: Infinity },
      file,
      waits: !command.includes('LOCK_NB') && access !== 'none',
    };
  }
  const owner = command.startsWith('F_OFD_') ? file : life;
  const wanted = { ...common, family: 'record', owner, ...rangeOf(args[2], file) } as const;
  return { wanted, file, waits: command.endsWith('W') && wanted.access !== 'none' };
}

function rangeOf(text: string | undefined, file: OpenFile): Pick<LockRequest, 'access' | 'start' | 'end'> {
  const type = decodeField(text, 'l_type');
  const whence = decodeField(text, 'l_whence');
  const length = decodeNumber(decodeField(text, 'l_len') ?? undefined) ?? 0;
  const base =
    whence === 'SEEK_CUR' ? file.offset : whence === 'SEEK_END' ? (file.thing?.content?.sizeBytes ?? 0) : 0;
  const from = base + (decodeNumber(decodeField(text, 'l_start') ?? undefined) ?? 0);
  return {
    access: type === 'F_UNLCK' ? 'none' : type === 'F_WRLCK' ? 'write' : 'read',
    start: length < 0 ? from + length : from,
    end: length === 0 ? Infinity : length < 0 ? from : from + length,
  };
}

// Unlocking takes effect on the way in: who waited for it may be seen to return first. Locking does on the way out.
const lockCall: Handler = {
  enter(world, life, call) {
    if (call.answer.kind === 'error') return;
    const request = requestOf(world, life, call);
    if (request?.wanted.access === 'none') tellUnlock(world, request);
    const asked = askedBy(world, life, call);
    if (!asked) return;
    const { wanted, file, waits } = asked;
    const locks = locksOf(world, file);
    if (wanted.access === 'none') release(world, locks, wanted);
    if (!waits || conflicts(locks, wanted).length === 0) return;
    world.lockWaits.set(call, { wanted, file });
    meet(world, { wanted, file });
  },
  leave(world, life, call) {
    const { answer } = call;
    const isRefused = answer.kind === 'error' && (answer.errno === 'EAGAIN' || answer.errno === 'EACCES');
    if (valueOf(call) !== 0 && !isRefused) {
      world.lockWaits.delete(call);
      return;
    }
    const request = isRefused ? null : requestOf(world, life, call);
    if (request) tellLock(world, request);
    const asked = askedBy(world, life, call);
    // What was unlocked went on the way in; who has got it since may have it.
    if (!asked || asked.wanted.access === 'none') return;
    if (!isRefused) {
      grant(world, asked.file, { wanted: asked.wanted, call });
      return;
    }
    meet(world, asked);
  },
};

/** Notes that a request met locks of others: only then there is something to draw. */
function meet(world: World, { file, wanted }: Pick<Asked, 'file' | 'wanted'>): void {
  const locks = locksOf(world, file);
  const { touchedBy } = lockThing(world, file, locks);
  for (const { life } of [wanted, ...conflicts(locks, wanted)]) touchedBy.add(life.id);
}

/** Adds to fcntl(2) what it does with locks; all other handlers of the call go on as they are. */
export function withLocks(handler: Handler): Handler {
  return {
    enter(world, life, call) {
      handler.enter?.(world, life, call);
      lockCall.enter?.(world, life, call);
    },
    leave(world, life, call) {
      handler.leave?.(world, life, call);
      lockCall.leave?.(world, life, call);
    },
  };
}

/** Advisory locks on whole files. See flock(2). */
export const lockCalls: Readonly<Record<string, Handler>> = { flock: lockCall };
