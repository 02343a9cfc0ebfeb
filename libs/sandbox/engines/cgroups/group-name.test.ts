import { expect, test } from 'vitest';
import { isOrphanGroup, nextGroupName } from './group-name.js';

test('a group of a living owner is no orphan, one of a dead owner is', () => {
  const name = nextGroupName();
  expect(isOrphanGroup(name)).toBe(false);
  // The same pid with another start time: the owner died and its number was used again.
  expect(isOrphanGroup(name.replace(/-\d+-(\d+)$/, '-1-$1'))).toBe(true);
  expect(isOrphanGroup(name.replace(/-\d+-\d+-(\d+)$/, '-4194304-77-$1'))).toBe(true);
});

test('groups of others are never orphans of ours', () => {
  for (const name of ['docker', 'user.slice', 'ipclab', 'ipclab-1-2-3', 'ipclab-1-4194304-77-1'])
    expect(isOrphanGroup(name)).toBe(false);
});
