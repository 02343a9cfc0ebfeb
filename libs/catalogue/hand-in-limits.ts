/** How much one hand-in may be. A right answer to any exercise is a few files of some kilobytes. */
export const handInLimits = Object.freeze({
  files: 64,
  fileBytes: 256 * 1024,
  totalBytes: 1024 * 1024,
  /** In UTF-8; below NAME_MAX (255 bytes, limits.h) also when it is all one name. */
  pathBytes: 120,
  pathDepth: 8,
  /** Files, folders and everything else that an archive lists. */
  archiveEntries: 512,
  archiveBytes: 1024 * 1024,
  /** What an archive may unpack to, headers included, before anything in it is looked at. */
  archiveUnpackedBytes: 4 * 1024 * 1024,
  /** How many times its packed size a file of an archive may be; source text packs by 3 to 20. */
  archiveRatio: 100,
});
