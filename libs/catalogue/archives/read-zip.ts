import { buffer } from 'node:stream/consumers';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { Refusal } from '#libs/contracts/refusal';
import type { HandInFile } from '../check-files.js';
import { handInLimits } from '../hand-in-limits.js';
import { badArchive, EntryGate, plainPath } from './accept-entries.js';

/** File types in the upper half of a ZIP entry's external attributes when Unix made it: st_mode of inode(7). */
const unixKinds: Readonly<Record<number, string>> = {
  0o010000: 'FIFO',
  0o020000: 'device',
  0o040000: 'folder',
  0o060000: 'device',
  0o100000: 'file',
  0o120000: 'symbolic link',
  0o140000: 'socket',
};

/** Files smaller than this may pack as well as they like: the ratio of a few bytes says nothing. */
const ratioFromBytes = 64 * 1024;

/** Unpacks a ZIP archive in memory (APPNOTE.TXT). Ends in `Refusal BAD_ARCHIVE`. */
export async function readZip(bytes: Uint8Array): Promise<HandInFile[]> {
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true, strictFileNames: true });
    return await readEntries(zip);
  } catch (error) {
    if (error instanceof Refusal || !(error instanceof Error)) throw error;
    // All that is left is yauzl's: an archive that is cut short, contradicts itself, or leads out of its folder.
    throw badArchive(`is no sound ZIP file (${error.message})`);
  }
}

async function readEntries(zip: ZipFile): Promise<HandInFile[]> {
  const gate = new EntryGate();
  const files: HandInFile[] = [];
  for await (const entry of zip.eachEntry()) {
    const head = { path: entry.fileName, kind: kindOf(entry), bytes: entry.uncompressedSize };
    if (!gate.accept(head)) continue;
    if (
      entry.uncompressedSize > ratioFromBytes &&
      entry.uncompressedSize > entry.compressedSize * handInLimits.archiveRatio
    ) {
      throw badArchive(
        `packs ${entry.uncompressedSize} bytes into ${entry.compressedSize}, as no source text does`,
      );
    }
    // yauzl ends the stream with an error when more comes than the entry said.
    files.push({ path: plainPath(head), content: await buffer(await zip.openReadStreamPromise(entry)) });
  }
  return files;
}

function kindOf(entry: Entry): string {
  if (entry.isEncrypted()) return 'file with a password';
  const type = (entry.externalFileAttributes >>> 16) & 0o170000;
  const kind = type === 0 ? 'file' : (unixKinds[type] ?? 'file of an unknown kind');
  return kind === 'file' && entry.fileName.endsWith('/') ? 'folder' : kind;
}
