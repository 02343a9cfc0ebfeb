/** The folders of a run's own in which files are placed, looked for and listed. */
export const ownFolders = ['/box/', '/tmp/', '/dev/shm/', '/mnt/'] as const;

/** The whole path of a file: one that does not begin with a slash lies below `/box`. */
export function placeOf(path: string): string {
  return path.startsWith('/') ? path : `/box/${path}`;
}
