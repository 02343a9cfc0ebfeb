import { z } from 'zod';
import type { ApiUnderTest } from './api-under-test.js';

const Created = z.object({
  createJobeKey: z.object({ secret: z.string(), key: z.object({ id: z.string() }) }),
});

/** Makes a key as an instructor does, whose own token is `token`. */
export async function aJobeKey(api: ApiUnderTest, input: object = {}) {
  const { token } = await api.signedIn('instructor');
  const make = 'mutation ($input: JobeKeyInput!) { createJobeKey(input: $input) { secret key { id } } }';
  const { data } = await api.ask(make, { input: { label: 'Moodle', ...input } }, token);
  const { secret, key } = Created.parse(data).createJobeKey;
  return { secret, id: key.id, token };
}
