import { checkNode } from './setup/check-node.mjs';
import { buildPrograms, buildWebPage, generatePrismaClient } from './setup/build.mjs';

checkNode();
try {
  await generatePrismaClient();
  await buildPrograms();
  await buildWebPage();
} catch (error) {
  // What the compiler said is all there is to know.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
