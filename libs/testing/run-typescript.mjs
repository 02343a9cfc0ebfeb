// `node --conditions=source --import ./libs/testing/run-typescript.mjs FILE.ts` runs the sources as they are, so that a test
// of whole processes never meets an old build.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
