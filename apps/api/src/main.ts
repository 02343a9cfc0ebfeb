import { bootApi } from './boot.js';
import { readConfig } from './config.js';
import { makeLogger } from './logger.js';

const config = readConfig();
const app = await bootApi(config);
app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
await app.listen(config.PORT, config.HOST);
makeLogger(config).info({ url: await app.getUrl() }, 'the api listens');
