import { decodeField, decodeQuoted } from '../../strace/decode.js';
import { resolvePath } from '../files/open-path.js';
import type { Socket } from './sockets.js';
import type { Life } from '../model.js';

/**
 * A printed socket address in one form: `/tmp/s`, `@name` for an abstract one, `127.0.0.1:4567` or `[::1]:4567`; null for none
 * and for the unnamed one. Relative paths begin at the process's working directory. See unix(7), ip(7), ipv6(7).
 */
export function readAddress(text: string | undefined, life: Life): string | null {
  const path = decodeField(text, 'sun_path');
  if (path !== null) {
    const name = decodeQuoted(path) ?? '';
    if (path.startsWith('@')) return `@${name}`;
    return name === '' ? null : resolvePath(name, life.cwd);
  }
  const port = /sin6?_port=htons\((\d+)\)/.exec(text ?? '')?.[1];
  const host = /inet_(?:addr|pton)\((?:AF_INET6, )?"([^"]*)"/.exec(text ?? '')?.[1];
  if (port === undefined || port === '0' || host === undefined) return null;
  // An IPv4 address inside an IPv6 one is the same place: ipv6(7).
  const plain = host.replace(/^::ffff:(?=\d+\.)/, '');
  return plain.includes(':') ? `[${plain}]:${port}` : `${plain}:${port}`;
}

/** The keys under which somebody may listen to an address, best first. All addresses of a host stand for its own ones only. */
export function keysOf(family: Socket['family'], address: string): readonly string[] {
  const exact = `${family} ${address}`;
  if (family === 'unix') return [exact];
  const port = address.slice(address.lastIndexOf(':') + 1);
  const isLocal = /^127\.|^0\.0\.0\.0:|^\[::1?\]:/.test(address);
  if (!isLocal) return [exact];
  const all = [`${family} 0.0.0.0:${port}`, `${family} [::]:${port}`];
  // Whoever connects to "any address" means this host: ip(7).
  const self = address.startsWith('0.0.0.0') ? [`${family} 127.0.0.1:${port}`] : [];
  return [exact, ...self, ...(address.startsWith('[') ? all.slice(1) : all)];
}

/** Whether what is sent to an address reaches every socket that listens for it. See ip(7), IP_ADD_MEMBERSHIP; RFC 5771, RFC 4291. */
export function isMulticast(address: string): boolean {
  return /^(?:22[4-9]|23\d)\.|^255\.255\.255\.255:|^\[ff/.test(address);
}
