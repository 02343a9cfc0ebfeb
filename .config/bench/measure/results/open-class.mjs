import { Client } from 'pg';

/** A person of the bench asks more often than anybody may. */
const settings = {
  IPCLAB_LOG_LEVEL: 'error',
  IPCLAB_ADDRESS_REQUESTS_PER_MINUTE: '10000000',
  IPCLAB_PERSON_REQUESTS_PER_MINUTE: '10000000',
};
const connections = 4;

/**
 * Starts PostgreSQL in this folder, fills it with a class, and serves it by an api in this process. Resolves to the class with
 * `ask(query, variables)` over HTTP as its instructor, `sql(statement)` past the api, and `countStatements(work)`.
 */
export async function openClass(sitting, { folder, shape }) {
  const { startEmbeddedPostgres } = await import('../../../../dist/libs/database/embedded-postgres.js');
  const { migrate } = await import('../../../../dist/libs/database/migrate.js');
  const { countStatements } = await import('../../../../dist/libs/testing/count-statements.js');
  const server = await startEmbeddedPostgres({ folder, log: () => {} });
  sitting.atEnd(() => server.stop());
  await migrate(server.url);
  const made = await fill(server.url, { sitting, shape });
  const url = await serve(sitting, server.url);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  sitting.atEnd(() => client.end());
  await client.query('VACUUM ANALYZE');
  return {
    ...made,
    countStatements,
    sql: (statement) => client.query(statement),
    ask: (query, variables) => ask(`${url}/graphql`, { token: made.token, body: { query, variables } }),
  };
}

async function fill(url, { sitting, shape }) {
  const { Database } = await import('../../../../dist/libs/database/database.js');
  const { fillClass } = await import('../../../../dist/libs/testing/a-class.js');
  const { TokensStore } = await import('../../../../dist/libs/database/tokens.store.js');
  const { hashTokenSecret, makeTokenSecret } = await import('../../../../dist/libs/database/token-secret.js');
  const database = new Database({ url, connections });
  try {
    const beganMs = performance.now();
    const made = await fillClass(database, shape);
    sitting.say(
      `  a class of ${shape.people} was made in ${Math.round((performance.now() - beganMs) / 1000)} s`,
    );
    const token = makeTokenSecret();
    const details = { kind: 'api', label: 'bench', expiresAt: null, hash: hashTokenSecret(token) };
    await new TokensStore(database).create({ personId: made.instructorId, ...details });
    return { ...made, token };
  } finally {
    await database.close();
  }
}

async function serve(sitting, databaseUrl) {
  const { bootApi } = await import('../../../../dist/apps/api/src/boot.js');
  const { readConfig } = await import('../../../../dist/apps/api/src/config.js');
  const app = await bootApi(readConfig({ DATABASE_URL: databaseUrl, ...settings }));
  sitting.atEnd(() => app.close());
  await app.listen(0, '127.0.0.1');
  return app.getUrl();
}

async function ask(url, { token, body }) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(`The api refused a page of the bench: ${errors[0].message}`);
  return data;
}
