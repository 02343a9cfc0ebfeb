import { z } from 'zod';

/** How many rows of a list of a course one question may ask for; refuses (`BAD_INPUT`) every other number. */
export const PageSize = z
  .number()
  .int()
  .min(1, 'at least 1 can be asked for')
  .max(100, 'at most 100 can be asked for');
