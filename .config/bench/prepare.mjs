import { setUp } from '../setup/set-up.mjs';

/**
 * Run as a program of its own, so that what a setup says can go elsewhere than the result: brings the checkout to where it can
 * grade, as `npm start` does, and ends with status 1 and a sentence when it cannot.
 */
const { canGrade, lacks } = await setUp({ withTests: false });
for (const sentence of lacks) process.stderr.write(`${sentence}\n`);
if (!canGrade) process.exitCode = 1;
