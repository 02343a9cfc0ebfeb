/** A number of bytes as people say it: `250 B`, `64 KiB`, `8 MiB`; powers of 1024, one digit after the point where it says more. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [size, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KiB'] : [bytes / (1024 * 1024), 'MiB'];
  return `${Number(size.toFixed(size < 10 ? 1 : 0))} ${unit}`;
}

/** A time as people read it: `0.42 ms`, `12.5 ms`, `5.02 s`. */
export function formatMs(ms: number): string {
  if (ms === 0) return '0 ms';
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return `${ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0)} ms`;
}
