import { buffer } from 'node:stream/consumers';
import { gunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { Refusal } from '#libs/contracts/refusal';
import type { HandInFile } from '../check-files.js';
import { handInLimits } from '../hand-in-limits.js';
import { badArchive, EntryGate, plainPath } from './accept-entries.js';

const kinds: Readonly<Record<string, string>> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'folder',
  link: 'hard link',
  symlink: 'symbolic link',
  'character-device': 'device',
  'block-device': 'device',
  fifo: 'FIFO',
};

/** Unpacks a tar archive packed with gzip in memory (tar(5), RFC 1952). Ends in `Refusal BAD_ARCHIVE`. */
export async function readTarGz(bytes: Uint8Array): Promise<HandInFile[]> {
  const tar = await unpack(bytes);
  try {
    return await readEntries(tar);
  } catch (error) {
    if (error instanceof Refusal || !(error instanceof Error)) throw error;
    throw badArchive(`is no sound tar file (${error.message})`);
  }
}

/** A tar file of the allowed size has the allowed size unpacked too, so that one bound ends every gzip bomb. */
function unpack(bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    gunzip(bytes, { maxOutputLength: handInLimits.archiveUnpackedBytes }, (error, tar) => {
      if (error === null) return resolve(tar);
      const flaw =
        'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
          ? `unpacks to more than ${handInLimits.archiveUnpackedBytes} bytes`
          : `is no sound gzip file (${error.message})`;
      return reject(badArchive(flaw));
    });
  });
}

async function readEntries(tar: Buffer): Promise<HandInFile[]> {
  const gate = new EntryGate();
  const files: HandInFile[] = [];
  const entries = extract();
  entries.end(tar);
  for await (const entry of entries) {
    const head = headOf(entry.header);
    const wanted = gate.accept(head);
    const content = await buffer(entry);
    if (wanted) files.push({ path: plainPath(head), content });
  }
  return files;
}

function headOf(header: Header): { path: string; kind: string; bytes: number } {
  const type = header.type ?? 'file';
  return { path: header.name, kind: kinds[type] ?? `${type} entry`, bytes: header.size ?? 0 };
}
