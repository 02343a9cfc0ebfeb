import { quoted } from './texts.js';

/** Families of sockets. See socket(2). */
const unix = 1;
const inet = 2;
const inet6 = 10;

/** A socket address as strace prints it. See unix(7), ip(7), ipv6(7). */
export function addressText(bytes: Buffer): string {
  const family = bytes.length >= 2 ? bytes.readUInt16LE(0) : 0;
  if (family === unix) return unixText(bytes.subarray(2));
  if (family === inet && bytes.length >= 8) {
    const host = [...bytes.subarray(4, 8)].join('.');
    return `{sa_family=AF_INET, sin_port=htons(${bytes.readUInt16BE(2)}), sin_addr=inet_addr("${host}")}`;
  }
  if (family === inet6 && bytes.length >= 24) {
    const host = shortened(bytes.subarray(8, 24));
    return `{sa_family=AF_INET6, sin6_port=htons(${bytes.readUInt16BE(2)}), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "${host}", &sin6_addr), sin6_scope_id=0}`;
  }
  return `{sa_family=${familyName(family)}}`;
}

/** The name of a family. */
export function familyName(family: number): string {
  const names: Readonly<Record<number, string>> = {
    [unix]: 'AF_UNIX',
    [inet]: 'AF_INET',
    [inet6]: 'AF_INET6',
    16: 'AF_NETLINK',
  };
  return names[family] ?? `${family}`;
}

// An abstract name begins with NUL and has all bytes of the address; a path ends at its first NUL.
function unixText(path: Buffer): string {
  if (path.length === 0) return '{sa_family=AF_UNIX}';
  if (path[0] === 0) return `{sa_family=AF_UNIX, sun_path=@${quoted(path.subarray(1))}}`;
  const end = path.indexOf(0);
  return `{sa_family=AF_UNIX, sun_path=${quoted(end < 0 ? path : path.subarray(0, end))}}`;
}

/** The usual short form of an IPv6 address, RFC 5952; an IPv4 address inside is written as one. */
function shortened(bytes: Buffer): string {
  const words = Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(at * 2));
  if (words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff)
    return `::ffff:${[...bytes.subarray(12, 16)].join('.')}`;
  const long = words.map((word) => word.toString(16)).join(':');
  const gaps = [...long.matchAll(/(?:^|:)(?:0(?::|$)){2,}/g)].map(([gap]) => gap);
  const longest = gaps.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? long : long.replace(longest, '::');
}
