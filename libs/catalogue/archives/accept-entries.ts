import { Refusal } from '#libs/contracts/refusal';
import { checkPath, foldPath, shown } from '../check-path.js';
import { handInLimits } from '../hand-in-limits.js';

/** What an archive says about one entry before its bytes are read. Kinds other than `file` and `folder` are refused. */
export interface EntryHead {
  readonly path: string;
  readonly kind: string;
  readonly bytes: number;
}

/**
 * Decides entry by entry whether an archive may go on, so that a hostile one is refused before it costs anything: links and
 * devices, paths that lead out, names twice, too many entries, too many bytes. All of it is `BAD_ARCHIVE`.
 */
export class EntryGate {
  readonly #seen = new Set<string>();
  #entries = 0;
  #bytes = 0;

  /** True for a file whose bytes are wanted, false for a folder or for what a computer adds by itself. */
  accept(entry: EntryHead): boolean {
    this.#entries += 1;
    if (this.#entries > handInLimits.archiveEntries) {
      throw badArchive(`lists more than ${handInLimits.archiveEntries} entries`);
    }
    if (entry.kind !== 'file' && entry.kind !== 'folder') {
      throw badArchive(
        `has ${shown(entry.path)}, which is a ${entry.kind}; only files and folders are taken`,
      );
    }
    const path = plainPath(entry);
    this.#checkName(path, entry.kind);
    if (entry.kind === 'folder' || isLitter(path)) return false;
    this.#bytes += entry.bytes;
    if (entry.bytes > handInLimits.fileBytes)
      throw tooLarge(`holds ${shown(path)} of ${entry.bytes} bytes`, handInLimits.fileBytes);
    if (this.#bytes > handInLimits.totalBytes)
      throw tooLarge('unpacks to more than may be handed in', handInLimits.totalBytes);
    return true;
  }

  #checkName(path: string, kind: string): void {
    if (path === '') return;
    const name = foldPath(path);
    if (this.#seen.has(name) && kind === 'file') throw badArchive(`has ${shown(path)} twice`);
    this.#seen.add(name);
  }
}

/** `./a/` and `a/` are the folder `a`; tar writes them so. A path that leads out is refused here, slip and all. */
export function plainPath(entry: Pick<EntryHead, 'path' | 'kind'>): string {
  const path = entry.path.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
  if (path === '.' || path === '') return '';
  if (isLitter(path) && !path.split('/').includes('..')) return path;
  try {
    checkPath(path);
  } catch (error) {
    if (error instanceof Refusal)
      throw new Refusal('BAD_ARCHIVE', `This archive cannot be unpacked: ${error.message}`);
    throw error;
  }
  return path;
}

/** What no student put there: version control, macOS metadata, Python's compiled modules, hidden files. */
export function isLitter(path: string): boolean {
  return path
    .split('/')
    .some((name) => name.startsWith('.') || name === '__MACOSX' || name === '__pycache__');
}

/** An archive that is refused, with what it has or does. */
export function badArchive(flaw: string): Refusal {
  return new Refusal('BAD_ARCHIVE', `This archive cannot be unpacked: it ${flaw}.`);
}

function tooLarge(flaw: string, bytes: number): Refusal {
  return badArchive(`${flaw}; ${bytes} bytes are allowed`);
}
