import { Refusal } from '#libs/contracts/refusal';
import { badArchive } from './archives/accept-entries.js';
import { readTarGz } from './archives/read-tar-gz.js';
import { readZip } from './archives/read-zip.js';
import type { HandInFile } from './check-files.js';
import { handInLimits } from './hand-in-limits.js';

/**
 * Unpacks a .zip or .tar.gz in memory, told apart by their first bytes; nothing is ever written to a disk. When everything lies in
 * one folder, that folder is taken off: packing a folder means its contents. Ends in `Refusal BAD_ARCHIVE` (links, devices, paths
 * that lead out, names twice, bombs, broken files), `UPLOAD_TOO_LARGE` (packed bytes) or `NO_FILES`.
 */
export async function readArchive(bytes: Uint8Array): Promise<HandInFile[]> {
  if (bytes.length > handInLimits.archiveBytes) {
    throw new Refusal(
      'UPLOAD_TOO_LARGE',
      `An archive may have ${handInLimits.archiveBytes} bytes; this one has ${bytes.length}.`,
    );
  }
  const files = await unpack(bytes);
  if (files.length === 0) throw new Refusal('NO_FILES', 'There is no file in this archive.');
  return withoutCommonFolder(files);
}

function unpack(bytes: Uint8Array): Promise<HandInFile[]> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readZip(bytes);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return readTarGz(bytes);
  throw badArchive('is neither a .zip nor a .tar.gz');
}

function withoutCommonFolder(files: readonly HandInFile[]): HandInFile[] {
  const [first] = files;
  const end = first === undefined ? -1 : first.path.indexOf('/');
  const folder = first?.path.slice(0, end + 1) ?? '';
  if (folder === '' || !files.every((file) => file.path.startsWith(folder))) return [...files];
  return files.map((file) => ({ path: file.path.slice(folder.length), content: file.content }));
}
