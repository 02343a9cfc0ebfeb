import * as fileFlags from './notation/file-flags.js';
import * as flags from './notation/flags.js';
import { addressText, familyName } from './notation/addresses.js';
import { errorName, errorText, flagsOf, nameOf, type Names, signalName } from './notation/names.js';
import { siginfoText, signalSetText, statusText } from './notation/signals.js';
import * as structures from './notation/structures.js';
import { descriptorsIn, descriptorText, octalText, pointerText, quoted } from './notation/texts.js';
import type { RawCall } from './raw-call.js';

type Printer = (call: RawCall, at: number) => string;

/** What a pointer points to, or the pointer itself where that could not be read. */
function pointed(text: (call: RawCall, at: number) => string | null): Printer {
  return (call, at) => text(call, at) ?? pointerText(call.size(at));
}

function set(names: Names): Printer {
  return (call, at) => flagsOf(call.bits(at), names);
}

function one(names: Names): Printer {
  return (call, at) => nameOf(call.bits(at), names);
}

/** A number in the lowest bits, and flags above it. */
function mixed(numbers: Names, mask: number, above: Names): Printer {
  return (call, at) => {
    const value = call.bits(at);
    const rest = (value & ~mask) >>> 0;
    const number = nameOf(value & mask, numbers);
    return rest === 0 ? number : `${number}|${flagsOf(rest, above)}`;
  };
}

function openMode(value: number): string {
  const mode = ['O_RDONLY', 'O_WRONLY', 'O_RDWR', 'O_ACCMODE'][value & 3] ?? '';
  const rest = (value & ~3) >>> 0;
  return rest === 0 ? mode : `${mode}|${flagsOf(rest, fileFlags.openFlags)}`;
}

const descriptor: Printer = (call, at) => {
  const note = call.notes(at)[0];
  return note === undefined ? `${call.int(at)}` : descriptorText(note);
};

const bytes = pointed((call, at) => {
  const copied = call.bytes(at);
  return copied && quoted(copied);
});

const sized = pointed((call, at) => {
  const copied = call.bytes(at);
  return copied && quoted(copied, call.size(at + 1));
});

/** A System V message: its type and its text. See msgop(2). */
const queued = pointed((call, at) => {
  const copied = call.bytes(at);
  if (copied === null || copied.length < 8) return null;
  return `{mtype=${copied.readBigInt64LE(0)}, mtext=${quoted(copied.subarray(8), call.size(at + 1))}}`;
});

const cloned: Printer = (call, at) => {
  const value = call.bits(at);
  const names = flagsOf((value & ~0xff) >>> 0, flags.cloneFlags);
  const signal = value & 0xff;
  return `flags=${names === '0' ? '' : `${names}|`}${signalName(signal)}`;
};

const futexOperation: Printer = (call, at) => {
  const value = call.bits(at);
  const name = nameOf(value & 0x7f, flags.futexOperations);
  return `${name}${value & 0x80 ? '_PRIVATE' : ''}${value & 0x100 ? '|FUTEX_CLOCK_REALTIME' : ''}`;
};

// What the third argument is the command says.
const fcntlArgument: Printer = (call, at) => {
  const command = nameOf(call.bits(1), fileFlags.fcntlCommands);
  if (command === 'F_SETFD') return call.bits(at) & 1 ? 'FD_CLOEXEC' : '0';
  if (command === 'F_SETFL') return openMode(call.bits(at));
  return structures.lockText(call.bytes(at)) ?? `${call.long(at)}`;
};

const socketOption: Printer = (call, at) => {
  const isSocket = call.bits(at - 1) === flags.socketLevels.SOL_SOCKET;
  return isSocket ? nameOf(call.bits(at), flags.socketOptions) : `${call.bits(at)}`;
};

const optionValue = pointed((call, at) => {
  const copied = call.bytes(at);
  if (copied === null) return null;
  const isCredentials = socketOption(call, at - 1) === 'SO_PEERCRED' && copied.length >= 12;
  if (isCredentials) return structures.credentialsText(copied);
  if (copied.length !== 4) return quoted(copied);
  const value = copied.readInt32LE(0);
  return `[${socketOption(call, at - 1) === 'SO_ERROR' && value > 0 ? errorName(value) : value}]`;
});

const semaphoreArgument: Printer = (call, at) => {
  const copied = call.bytes(at);
  if (copied === null) return `${call.long(at)}`;
  const values = Array.from({ length: Math.floor(copied.length / 2) }, (_, index) =>
    copied.readUInt16LE(index * 2),
  );
  return `[${values.join(', ')}]`;
};

// The second lowest bit asks for the 64-bit form of a structure, which is the only one here.
const command = (names: Names): Printer => {
  return (call, at) => nameOf(call.bits(at) & ~0x100, names);
};

const number = pointed((call, at) => {
  const copied = call.bytes(at);
  return copied && copied.length >= 4 ? `[${copied.readUInt32LE(0)}]` : null;
});

/** How each kind of argument is printed. The kinds are those of the signatures in `traced-calls.h`. */
const printers: Readonly<Record<string, Printer>> = {
  int: (call, at) => `${call.int(at)}`,
  uint: (call, at) => `${call.size(at)}`,
  long: (call, at) => `${call.long(at)}`,
  hex: (call, at) => `0x${call.size(at).toString(16)}`,
  octal: (call, at) => octalText(call.bits(at)),
  pointer: (call, at) => pointerText(call.size(at)),
  fd: descriptor,
  folder: descriptor,
  'ends-out': pointed((call, at) => {
    const ends = [...descriptorsIn(call.notes(at)).values()];
    return ends.length === 2 ? `[${ends.join(', ')}]` : null;
  }),
  'path-in': bytes,
  'strings-in': (call, at) =>
    `[${call
      .notes(at)
      .map((note) => quoted(note.bytes))
      .join(', ')}]`,
  'bytes-in': sized,
  'bytes-out': bytes,
  'vector-in': (call, at) => structures.vectorText(call.notes(at)),
  'vector-out': (call, at) => structures.vectorText(call.notes(at)),
  'message-in': (call, at) => structures.messageText(call.notes(at)),
  'message-out': (call, at) => structures.messageText(call.notes(at)),
  'messages-in': (call, at) => structures.messagesText(call.notes(at)),
  'messages-out': (call, at) => structures.messagesText(call.notes(at)),
  'address-in': pointed((call, at) => mapped(call.bytes(at), addressText)),
  'address-out': pointed((call, at) => mapped(call.bytes(at), addressText)),
  'option-out': optionValue,
  'queued-in': queued,
  'queued-out': queued,
  'polled-in': pointed((call, at) => structures.polledText(call.notes(at))),
  'set-in': (call, at) =>
    call.size(at) === 0 ? 'NULL' : `[${[...descriptorsIn(call.notes(at)).values()].join(' ')}]`,
  'operations-in': pointed((call, at) => structures.operationsText(call.bytes(at))),
  'waiters-in': pointed((call, at) => structures.waitersText(call.bytes(at))),
  'fcntl-in': fcntlArgument,
  'semaphore-in': semaphoreArgument,
  'open-how-in': pointed((call, at) =>
    mapped(call.bytes(at), (how) =>
      how.length < 8 ? null : `{flags=${openMode(how.readUInt32LE(0))}, mode=0, resolve=0}`,
    ),
  ),
  'timespec-in': pointed((call, at) => structures.timeText(call.bytes(at), 'tv_nsec')),
  'timeval-in': pointed((call, at) => structures.timeText(call.bytes(at), 'tv_usec')),
  'offset-in': pointed((call, at) =>
    mapped(call.bytes(at), (offset) => (offset.length < 8 ? null : `[${offset.readBigInt64LE(0)}]`)),
  ),
  'signals-in': pointed((call, at) => signalSetText(call.bytes(at))),
  'siginfo-in': pointed((call, at) => siginfoText(call.bytes(at))),
  'siginfo-out': pointed((call, at) => siginfoText(call.bytes(at))),
  'status-out': pointed((call, at) => statusText(call.bytes(at))),
  'number-out': number,
  signal: (call, at) => signalName(call.bits(at)),
  'clone-flags': cloned,
  'open-flags': (call, at) => openMode(call.bits(at)),
  protection: (call, at) => (call.bits(at) === 0 ? 'PROT_NONE' : flagsOf(call.bits(at), flags.protections)),
  'map-flags': mixed(flags.mapKinds, 0xf, flags.mapFlags),
  'socket-family': (call, at) => familyName(call.bits(at)),
  'socket-type': mixed(flags.socketTypes, 0xf, flags.socketFlags),
  'socket-level': one(flags.socketLevels),
  'socket-option': socketOption,
  'shutdown-how': one(flags.shutdowns),
  'message-flags': set(flags.messageFlags),
  'fcntl-command': one(fileFlags.fcntlCommands),
  'ioctl-command': one(fileFlags.ioctlCommands),
  'futex-operation': futexOperation,
  'epoll-command': one(fileFlags.epollCommands),
  'ipc-key': (call, at) => (call.bits(at) === 0 ? 'IPC_PRIVATE' : pointerText(call.bits(at))),
  'ipc-flags': (call, at) => {
    const value = call.bits(at);
    const names = flagsOf((value & ~0o777) >>> 0, flags.ipcFlags);
    const mode = octalText(value & 0o777);
    return names === '0' ? mode : `${names}|${mode}`;
  },
  'ipc-command': command(flags.ipcCommands),
  'semaphore-command': command(flags.semaphoreCommands),
  'attach-flags': set(flags.attachFlags),
  'receive-flags': set(flags.receiveFlags),
  whence: one(fileFlags.whences),
  clock: (call, at) => `CLOCK_${call.int(at)}`,
  'lock-operation': set(fileFlags.lockOperations),
  'wait-kind': one(flags.waitKinds),
  'wait-options': set(flags.waitOptions),
  'at-flags': set(fileFlags.atFlags),
  'rename-flags': set(fileFlags.renameFlags),
  'remap-flags': set(flags.remapFlags),
  'sync-flags': set(flags.syncFlags),
  'close-range-flags': set(fileFlags.closeRangeFlags),
  'eventfd-flags': set(fileFlags.makingFlags.eventfd ?? {}),
  'signalfd-flags': set(fileFlags.makingFlags.signalfd ?? {}),
  'timerfd-flags': set(fileFlags.makingFlags.timerfd ?? {}),
  'epoll-flags': set(fileFlags.makingFlags.epoll ?? {}),
  'memfd-flags': set(fileFlags.makingFlags.memfd ?? {}),
  'file-mode': (call, at) => {
    const value = call.bits(at);
    return `${nameOf(value & 0o170000, fileFlags.fileKinds)}|${octalText(value & 0o7777)}`;
  },
};

function mapped(bytes: Buffer | null, text: (bytes: Buffer) => string | null): string | null {
  return bytes && text(bytes);
}

/** A call's name and arguments, `read(3<pipe:[7]>, "abc", 4096`, as strace writes them before the bracket that closes. */
export function printCall(call: RawCall): string {
  const args = call.shape.kinds.flatMap((kind, at) =>
    kind === 'skipped' ? [] : [(printers[kind] ?? printers.hex)?.(call, at) ?? ''],
  );
  return `${call.shape.name}(${args.join(', ')}`;
}

/** Errors are the last page of addresses: no answer that means anything else lies there. See syscall(2). */
const errorsMax = 4095;

/** What a call answered, as strace writes it behind the equals sign. */
export function printAnswer(call: RawCall, result: bigint): string {
  if (result < 0n && result >= -BigInt(errorsMax)) return errorText(Number(-result));
  const value = Number(result);
  const made = call.notes(6)[0];
  if (made !== undefined) return descriptorText(made);
  if (call.shape.answer === 'pointer') return pointerText(value);
  return call.shape.answer === 'signal' ? `${value} (${signalName(value)})` : `${value}`;
}
