import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import type { ApiConfig } from './config.js';

/** Where the logger is found in Nest's container. */
export const apiLogger = Symbol('Logger');

/** Makes the one logger of the process: a line of JSON an event on standard output, and never a token or a password in it. */
export function makeLogger(config: Pick<ApiConfig, 'IPCLAB_LOG_LEVEL'>): Logger {
  const options = {
    name: 'api',
    level: config.IPCLAB_LOG_LEVEL,
    redact: {
      paths: ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.token'],
      censor: '(hidden)',
    },
  };
  return pino(options, standardOutput());
}

/**
 * Standard output as a plain stream of Node: pino's own writer tries for ever to flush into a pipe that nobody reads any more, and so
 * kept a process alive whose `npm start` had been killed. That nobody reads the log is no reason to die in the middle of work.
 */
function standardOutput(): NodeJS.WriteStream {
  if (!process.stdout.listeners('error').includes(unheard)) process.stdout.on('error', unheard);
  return process.stdout;
}

function unheard(): void {}

/** Lets Nest write into the same log. What Nest calls `log` is a step of its start, which is `debug` to everybody else. */
export function nestLogger(logger: Logger): LoggerService {
  const at =
    (level: 'debug' | 'warn' | 'error') =>
    (message: unknown, ...more: unknown[]) =>
      logger[level]({ context: more.at(-1) }, message instanceof Error ? message.message : String(message));
  return {
    log: at('debug'),
    debug: at('debug'),
    verbose: at('debug'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('error'),
  };
}
