// Holds the PostgreSQL of a folder until it is told to stop: the owner that a test can kill.
import { startEmbeddedPostgres } from '#libs/database/embedded-postgres';

const [folder = ''] = process.argv.slice(2);
const server = await startEmbeddedPostgres({ folder, log: () => {} });
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
console.log(`listening ${server.url}`);
setInterval(() => {}, 60_000);
