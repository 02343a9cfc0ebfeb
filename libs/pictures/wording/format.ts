const units = ['KiB', 'MiB', 'GiB'] as const;

/** A number of bytes as people say it: `250 B`, `64 KiB`, `8 MiB`; powers of 1024, one digit after the point where it says more. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const power = Math.min(units.length, Math.floor(Math.log2(bytes) / 10));
  const [size, unit] = [bytes / 1024 ** power, units[power - 1]];
  return `${Number(size.toFixed(size < 10 ? 1 : 0))} ${unit}`;
}

/** A time as people read it: `0.42 ms`, `12.5 ms`, `5.021 s`. */
export function formatMs(ms: number): string {
  if (ms === 0) return '0 ms';
  if (ms >= 1000) return `${(ms / 1000).toFixed(3)} s`;
  return `${ms.toFixed(ms < 10 ? 2 : 1)} ms`;
}
