import { z } from 'zod';
import type { Question } from './ask.js';

const Viewer = z.object({ name: z.string(), role: z.string() });
export type Viewer = z.infer<typeof Viewer>;

/** Who the token belongs to. */
export const readViewer: Question<{ viewer: Viewer | null }> = {
  document: '{ viewer { name role } }',
  shape: z.object({ viewer: Viewer.nullable() }),
};
