/**
 * Functions of this session that draw by name instead of in turn, so that a number does not depend on what was drawn before it:
 * `pg_temp.draw(name)` is in [0, 1), `pg_temp.id_at(time, name)` is a UUID of version 7 (RFC 9562) of that time.
 */
export function randomness(seed: number): readonly string[] {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`The seed ${seed} is no whole number.`);
  return [
    `CREATE OR REPLACE FUNCTION pg_temp.draw(name text) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
      SELECT (hashtextextended(name, ${seed}) & 4503599627370495) / 4503599627370496.0 $$`,
    `CREATE OR REPLACE FUNCTION pg_temp.id_at(moment timestamptz, name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
      SELECT left(t, 8) || '-' || right(t, 4) || '-7' || substr(h, 1, 3) || '-8' || substr(h, 4, 3) || '-' || substr(h, 7, 12)
      FROM (SELECT lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') AS t, md5(name || '${seed}') AS h) AS parts $$`,
  ];
}
