import { migrate } from '../../dist/libs/database/migrate.js';
import { prepareQueue } from '../../dist/libs/queue/queue-address.js';
import { seed } from '../../dist/prisma/seed.js';

/**
 * Run as a program of its own, so that what it loads is given back: brings the database and the queue up to date, and makes the
 * sample accounts in the file it is given, if any.
 */
const { DATABASE_URL: databaseUrl, QUEUE_URL: queueUrl } = process.env;
await migrate(databaseUrl);
await prepareQueue({ databaseUrl, queueUrl: queueUrl ?? null });
const [accountsFile] = process.argv.slice(2);
if (accountsFile) await seed(databaseUrl, accountsFile);
