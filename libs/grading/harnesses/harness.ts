import { z } from 'zod';
import { LanguageId } from '#libs/contracts/language';

/**
 * A hidden test program of the exercise (`harness/SOURCE`, C that is C++ as well), built together with files of the hand-in whose
 * functions it calls. `with` are patterns of such files, `*` standing for anything but a slash.
 */
export const Harness = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  source: z.string().regex(/^[a-z0-9-]+\.c$/),
  with: z.array(z.string().min(1)).min(1),
  languages: z.array(LanguageId).min(1),
  sanitize: z.enum(['thread', 'none']).default('none'),
});
export type Harness = z.infer<typeof Harness>;
