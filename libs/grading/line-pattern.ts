import { z } from 'zod';

/** A regular expression of JavaScript that is looked for in a line; refused when it does not compile. Lines are read as Latin-1, a character a byte. */
export const LinePattern = z
  .string()
  .min(1)
  .max(500)
  .refine((source) => {
    try {
      return new RegExp(source, 's') instanceof RegExp;
    } catch {
      return false;
    }
  }, 'It must be a regular expression.');
