import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { missingOptional } from './lock/complete-lock.mjs';
import { root } from './setup/run-command.mjs';

/** Writes into package-lock.json what npm left out; run after `npm install` has changed it. */
const path = join(root, 'package-lock.json');
const lock = JSON.parse(await readFile(path, 'utf8'));
const missing = missingOptional(lock.packages);
const byPath = ([one], [other]) => one.localeCompare(other, 'en');
const packages = Object.fromEntries([...Object.entries(lock.packages), ...missing].sort(byPath));
await writeFile(path, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
process.stdout.write(`${missing.length} optional packages of other machines added\n`);
