import { type Note, noteForms } from '../read-records.js';
import { lockTypes, pollEvents, whences } from './file-flags.js';
import { semaphoreFlags, waiterFlags } from './flags.js';
import { flagsOf, nameOf } from './names.js';
import { addressText } from './addresses.js';
import { descriptorPrinter, quoted } from './texts.js';

/** struct flock of fcntl(2). */
export function lockText(bytes: Buffer | null): string | null {
  if (bytes === null || bytes.length < 24) return null;
  const [type, whence] = [bytes.readInt16LE(0), bytes.readInt16LE(2)];
  const [start, length] = [bytes.readBigInt64LE(8), bytes.readBigInt64LE(16)];
  return `{l_type=${nameOf(type, lockTypes)}, l_whence=${nameOf(whence, whences)}, l_start=${start}, l_len=${length}}`;
}

/** struct sembuf of semop(2), several of them. */
export function operationsText(bytes: Buffer | null): string | null {
  if (bytes === null) return null;
  const all = Array.from({ length: Math.floor(bytes.length / 6) }, (_, index) => {
    const at = index * 6;
    const flags = flagsOf(bytes.readUInt16LE(at + 4), semaphoreFlags);
    return `{sem_num=${bytes.readUInt16LE(at)}, sem_op=${bytes.readInt16LE(at + 2)}, sem_flg=${flags}}`;
  });
  return `[${all.join(', ')}]`;
}

/** struct futex_waitv of futex_waitv(2), several of them. */
export function waitersText(bytes: Buffer | null): string | null {
  if (bytes === null) return null;
  const all = Array.from({ length: Math.floor(bytes.length / 24) }, (_, index) => {
    const [value, address] = [bytes.readBigUInt64LE(index * 24), bytes.readBigUInt64LE(index * 24 + 8)];
    const flags = flagsOf(bytes.readUInt32LE(index * 24 + 16), waiterFlags);
    return `{val=${value}, uaddr=0x${address.toString(16)}, flags=${flags}}`;
  });
  return `[${all.join(', ')}]`;
}

/** struct pollfd of poll(2), several of them. */
export function polledText(notes: readonly Note[]): string | null {
  const bytes = notes.find((note) => note.form === noteForms.bytes)?.bytes;
  if (bytes === undefined) return null;
  const all = Array.from({ length: Math.floor(bytes.length / 8) }, (_, index) => {
    const fd = bytes.readInt32LE(index * 8);
    const events = flagsOf(bytes.readUInt16LE(index * 8 + 4), pollEvents);
    return `{fd=${fd}, events=${events}}`;
  });
  return `[${all.join(', ')}]`;
}

/** struct timespec or struct timeval; `part` names the smaller field. */
export function timeText(bytes: Buffer | null, part: 'tv_nsec' | 'tv_usec'): string | null {
  if (bytes === null || bytes.length < 16) return null;
  return `{tv_sec=${bytes.readBigInt64LE(0)}, ${part}=${bytes.readBigInt64LE(8)}}`;
}

/** struct iovec, several of them. */
export function vectorText(notes: readonly Note[]): string {
  const pieces = notes
    .filter((note) => note.form === noteForms.piece)
    .map(({ bytes }) => {
      const length = Number(bytes.readBigUInt64LE(0));
      return `{iov_base=${quoted(bytes.subarray(8), length)}, iov_len=${length}}`;
    });
  return `[${pieces.join(', ')}]`;
}

/** struct msghdr of sendmsg(2). */
export function messageText(notes: readonly Note[]): string {
  const name = notes.find((note) => note.form === noteForms.name)?.bytes;
  const control = notes.find((note) => note.form === noteForms.control)?.bytes;
  const fields = [
    `msg_name=${name === undefined ? 'NULL' : addressText(name)}`,
    `msg_iov=${vectorText(notes)}`,
    ...(control === undefined ? [] : [`msg_control=${controlText(control, descriptorPrinter(notes))}`]),
  ];
  return `{${fields.join(', ')}}`;
}

/** struct mmsghdr of sendmmsg(2), several of them. */
export function messagesText(notes: readonly Note[]): string {
  const starts = notes.flatMap((note, at) => (note.form === noteForms.message ? [at] : []));
  const all = starts.map((start, index) => {
    const own = notes.slice(start + 1, starts[index + 1] ?? notes.length);
    return `{msg_hdr=${messageText(own)}, msg_len=${notes[start]?.bytes.readUInt32LE(0) ?? 0}}`;
  });
  return `[${all.join(', ')}]`;
}

/** Control messages of a socket. See cmsg(3), unix(7). */
const solSocket = 1;
const rights = 1;
const credentials = 2;
const headBytes = 16;

function controlText(control: Buffer, descriptor: (fd: number) => string): string {
  const messages: string[] = [];
  for (let at = 0; at + headBytes <= control.length;) {
    const length = Number(control.readBigUInt64LE(at));
    if (length < headBytes) break;
    const [level, type] = [control.readInt32LE(at + 8), control.readInt32LE(at + 12)];
    const data = control.subarray(at + headBytes, at + length);
    if (level === solSocket && type === rights) messages.push(rightsText(data, descriptor));
    if (level === solSocket && type === credentials && data.length >= 12)
      messages.push(`{cmsg_level=SOL_SOCKET, cmsg_type=SCM_CREDENTIALS, cmsg_data=${credentialsText(data)}}`);
    at += Math.ceil(length / 8) * 8;
  }
  return `[${messages.join(', ')}]`;
}

function rightsText(data: Buffer, descriptor: (fd: number) => string): string {
  const passed = Array.from({ length: Math.floor(data.length / 4) }, (_, index) =>
    descriptor(data.readInt32LE(index * 4)),
  );
  return `{cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[${passed.join(', ')}]}`;
}

/** struct ucred of unix(7). */
export function credentialsText(bytes: Buffer): string {
  return `{pid=${bytes.readInt32LE(0)}, uid=${bytes.readUInt32LE(4)}, gid=${bytes.readUInt32LE(8)}}`;
}
