import { buildPrograms, buildWebPage, generatePrismaClient } from './build.mjs';
import { installDebianPackages } from './debian-packages.mjs';
import { installNpmPackages } from './npm-packages.mjs';
import { prepareSandbox } from './sandbox-image.mjs';
import { alone } from './setup-lock.mjs';

/** What tools need that only read sources: npm packages and the database client. */
export function setUpTools() {
  return alone(async () => {
    await installNpmPackages();
    await generatePrismaClient();
  });
}

/**
 * Brings a checkout to where it can run: packages, database client, build, sandbox image. Each step looks first, so that
 * nothing costs time twice. Resolves to `{ canGrade, lacks }`, `lacks` being what is missing, a sentence each.
 */
export function setUp({ withTests }) {
  return alone(async () => {
    await installNpmPackages();
    const packagesLine = await installDebianPackages({ withTests });
    await generatePrismaClient();
    await buildPrograms();
    await buildWebPage();
    const sandboxLack = await prepareSandbox();
    const packagesLack = packagesLine ? `Debian packages are missing. Run: ${packagesLine}` : null;
    return {
      canGrade: sandboxLack === null,
      lacks: [packagesLack, sandboxLack].filter((sentence) => sentence !== null),
    };
  });
}
