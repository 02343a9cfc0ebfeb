import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { findTool } from './run-tool.js';

/** Whether an image can be built here, why not, and what would help. */
export type BuildAbility =
  { readonly able: true } | { readonly able: false; readonly says: string; readonly advice: string };

/** Root builds as it is; others need subordinate uids, see subuid(5), and the tools that hand them out. */
export function canBuildImages(): BuildAbility {
  if (findTool('mmdebstrap') === null)
    return { able: false, says: 'mmdebstrap is not installed.', advice: 'apt-get install mmdebstrap' };
  if (process.getuid?.() === 0) return { able: true };
  if (findTool('newuidmap') === null)
    return { able: false, says: 'newuidmap is not installed.', advice: 'apt-get install uidmap' };
  const name = userInfo().username;
  if (hasRange('/etc/subuid', name) && hasRange('/etc/subgid', name)) return { able: true };
  return {
    able: false,
    says: `User ${name} has no subordinate uids.`,
    advice: `usermod --add-subuids 300000-365535 --add-subgids 300000-365535 ${name}`,
  };
}

function hasRange(file: string, name: string): boolean {
  return (
    existsSync(file) && new RegExp(`^(${name}|${process.getuid?.()}):`, 'm').test(readFileSync(file, 'utf8'))
  );
}
