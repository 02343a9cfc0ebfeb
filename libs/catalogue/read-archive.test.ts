import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { pack, type Header } from 'tar-stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { readArchive } from './read-archive.js';

interface ZipEntry {
  readonly path: string;
  readonly content: string;
  /** st_mode of inode(7); a plain file when absent. */
  readonly mode?: number;
  /** What the directory claims instead of the true size. */
  readonly claimedBytes?: number;
}

type TarEntry = Partial<Header> & { name: string; content?: string };

/** Writes a ZIP file as APPNOTE.TXT 4.3 describes, so that a test can lie in any field of it. */
function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.path);
    const data = Buffer.from(entry.content);
    const packed = deflateRawSync(data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(entry.claimedBytes ?? data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((entry.mode ?? (entry.path.endsWith('/') ? 0o040755 : 0o100644)) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.of(20, 3), common, rest, name]));
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

async function tarGz(entries: readonly TarEntry[]): Promise<Buffer> {
  const archive = pack();
  for (const { content, ...header } of entries) archive.entry(header, content ?? '');
  archive.finalize();
  return gzipSync(await buffer(archive));
}

const texts = async (archive: Promise<{ path: string; content: string | Uint8Array }[]>) =>
  (await archive).map((file) => `${file.path}: ${Buffer.from(file.content).toString()}`);

const programs = ['uppercase.c: a', 'io/read.c: b'];

test('a .zip and a .tar.gz give their files', async () => {
  const entries = [
    { path: 'uppercase.c', name: 'uppercase.c', content: 'a' },
    { path: 'io/read.c', name: './io/read.c', content: 'b' },
  ];
  expect(await texts(readArchive(zip(entries)))).toEqual(programs);
  expect(await texts(readArchive(await tarGz(entries)))).toEqual(programs);
});

test('a packed folder means what is in it, without what computers add', async () => {
  const archive = zip([
    { path: 'hw1/', content: '' },
    { path: 'hw1/uppercase.c', content: 'a' },
    { path: 'hw1/io/read.c', content: 'b' },
    { path: 'hw1/.git/config', content: 'x' },
    { path: '__MACOSX/hw1/._uppercase.c', content: 'x' },
  ]);
  expect(await texts(readArchive(archive))).toEqual(programs);
});

test.each([
  ['a path that leads out', [{ path: '../../x.c', content: '' }], /invalid relative path|has \.\. in it/],
  ['an absolute path', [{ path: '/etc/cron.d/x', content: '' }], /absolute path/],
  ['a backslash', [{ path: 'a\\..\\x.c', content: '' }], /invalid characters in fileName/],
  [
    'a hidden path that leads out',
    [{ path: '.git/../../x', content: '' }],
    /invalid relative path|has \.\. in it/,
  ],
  ['a symbolic link', [{ path: 'a', content: '/etc/passwd', mode: 0o120777 }], /is a symbolic link/],
  ['a device', [{ path: 'a', content: '', mode: 0o020666 }], /is a device/],
  [
    'a name twice',
    [
      { path: 'a.c', content: '1' },
      { path: 'A.c', content: '2' },
    ],
    /has "A\.c" twice/,
  ],
  ['a bomb', [{ path: 'a.c', content: '\n'.repeat(200_000) }], /packs 200000 bytes into \d+/],
  ['a bomb that lies', [{ path: 'a.c', content: 'x'.repeat(200_000), claimedBytes: 10 }], /too many bytes/],
  ['one large file', [{ path: 'a.c', content: 'x'.repeat(300_000) }], /holds "a\.c" of 300000 bytes/],
  [
    'too much',
    Array.from({ length: 20 }, (_, i) => ({ path: `${i}.c`, content: 'x'.repeat(60_000) })),
    /more than may/,
  ],
  [
    'too many entries',
    Array.from({ length: 600 }, (_, i) => ({ path: `${i}/`, content: '' })),
    /more than 512 entries/,
  ],
])('a .zip with %s is refused', async (_, entries, sentence) => {
  const refused = readArchive(zip(entries));
  await expect(refused).rejects.toMatchObject({ code: 'BAD_ARCHIVE' });
  await expect(refused).rejects.toThrow(sentence);
});

const attacks: [string, TarEntry[], RegExp][] = [
  ['a path that leads out', [{ name: '../../x.c' }], /has \.\. in it/],
  ['an absolute path', [{ name: '/etc/cron.d/x' }], /is absolute/],
  ['a symbolic link', [{ name: 'a', type: 'symlink', linkname: '/etc' }], /is a symbolic link/],
  ['a hard link', [{ name: 'a', type: 'link', linkname: '/etc/passwd' }], /is a hard link/],
  ['a device', [{ name: 'a', type: 'character-device' }], /is a device/],
  ['a FIFO', [{ name: 'a', type: 'fifo' }], /is a FIFO/],
  [
    'a name twice',
    [
      { name: 'a.c', content: '1' },
      { name: './a.c', content: '2' },
    ],
    /has "a\.c" twice/,
  ],
  ['a bomb', [{ name: 'a.c', content: '\n'.repeat(5_000_000) }], /unpacks to more than 4194304 bytes/],
  ['a large file', [{ name: 'a.c', content: 'x'.repeat(300_000) }], /holds "a\.c" of 300000 bytes/],
];

test.each(attacks)('a .tar.gz with %s is refused', async (_, entries, sentence) => {
  const refused = readArchive(await tarGz(entries));
  await expect(refused).rejects.toMatchObject({ code: 'BAD_ARCHIVE' });
  await expect(refused).rejects.toThrow(sentence);
});

test('bytes that are no archive, or only the beginning of one, are refused', async () => {
  const whole = await tarGz([{ name: 'a.c', content: 'x'.repeat(2000) }]);
  const broken = [
    Buffer.from('hello'),
    Buffer.from('PK\x03\x04 and then nothing'),
    whole.subarray(0, 40),
    Buffer.alloc(0),
  ];
  for (const bytes of broken) await expect(readArchive(bytes)).rejects.toMatchObject({ code: 'BAD_ARCHIVE' });
});

test('an archive without files says so', async () => {
  await expect(readArchive(zip([{ path: 'a/', content: '' }]))).rejects.toMatchObject({ code: 'NO_FILES' });
});

test('an upload above the limit is refused before it is unpacked', async () => {
  await expect(readArchive(Buffer.alloc(2_000_000))).rejects.toMatchObject({ code: 'UPLOAD_TOO_LARGE' });
});
