import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, runTool } from './run-tool.js';

/** Settings that decide how packages are reached from this machine. */
const reaching =
  /^(Acquire::(https?::Proxy|https?::ProxyAutoDetect|Check-Valid-Until|Check-Date|ForceIPv[46]))/;

/** The machine's own lists of package sources that offer this distribution's main part. */
export function sourceLists(suite: string): readonly string[] {
  const folder = '/etc/apt/sources.list.d';
  const below = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  return ['/etc/apt/sources.list', ...below]
    .filter((path) => /\.(list|sources)$/.test(path) && existsSync(path))
    .filter((path) => {
      const text = readFileSync(path, 'utf8').replaceAll(/^#.*$/gm, '');
      return new RegExp(`\\b${suite}\\b`).test(text) && /\bmain\b/.test(text);
    });
}

/** The machine's own apt settings that a new root needs to reach the same packages, as `Name "value"`. */
export async function aptSettings(): Promise<readonly string[]> {
  const tool = findTool('apt-config');
  if (tool === null) return [];
  const dump = await runTool(tool, ['dump']);
  return dump
    .split('\n')
    .filter((line) => reaching.test(line))
    .map((line) => line.replace(/;$/, ''));
}
