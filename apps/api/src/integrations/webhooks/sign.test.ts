import { expect, test } from 'vitest';
import { sign } from './sign.js';

test('a signature is the HMAC of time and body, one for each secret', () => {
  // printf '%s' '1700000000.{"a":1}' | openssl dgst -sha256 -hmac whsec_test
  const first = '38877139021993b830af32feea6e18a8da83eb2f6e49ee50bd9e4cf4ca4d3789';
  expect(sign('{"a":1}', ['whsec_test'], 1_700_000_000_999)).toBe(`t=1700000000,v1=${first}`);
  expect(sign('{"a":1}', ['whsec_test', 'whsec_old'], 1_700_000_000_000)).toMatch(
    new RegExp(`^t=1700000000,v1=${first},v1=[0-9a-f]{64}$`),
  );
});
