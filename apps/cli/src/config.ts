import { z } from 'zod';

const Config = z.object({
  /** Where commands are looked for; what execvp(3) takes when it is not set. */
  PATH: z.string().default('/bin:/usr/bin'),
});

/** Where this machine's commands are: folders with colons between. */
export const { PATH: searchPath } = Config.parse(process.env);
