import { checkNode } from './setup/check-node.mjs';
import { buildPrograms, buildWebPage, generatePrismaClient } from './setup/build.mjs';

checkNode();
await generatePrismaClient();
await buildPrograms();
await buildWebPage();
