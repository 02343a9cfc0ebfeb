import { z } from 'zod';

/** One thing said to a student, in both languages of the product. */
export const Sentence = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });
export type Sentence = z.infer<typeof Sentence>;
