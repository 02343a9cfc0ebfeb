import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { GraphQLError, parse, specifiedRules, validate } from 'graphql';
import type { Context } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { Refusal } from '#libs/contracts/refusal';
import { apiLogger } from '../logger.js';
import {
  parseOptions,
  queryRules,
  socketMessageBytes,
  socketsMax,
  subscriptionsMax,
} from '../limits/query-limits.js';
import { OpenStreams } from '../limits/open-streams.js';
import { bearerSecret, Caller } from '../people/caller.js';
import { Door } from '../people/door.js';
import { makeFormatError } from '../refusals/format-error.js';
import { LoadersFactory } from './loaders.js';
import type { OperationContext } from './graphql-options.js';

type Connection = Context<Record<string, unknown>, Partial<Extra>>;

/** Close code of graphql-transport-ws for a client that is not let in. */
const forbidden = 4403;

/** Serves GraphQL over web sockets (graphql-transport-ws) with bounds on sockets, messages and operations, which Nest's own lacks. */
@Injectable()
export class SubscriptionServer implements OnApplicationBootstrap {
  @Inject(HttpAdapterHost) private readonly adapter!: HttpAdapterHost;
  @Inject(GraphQLSchemaHost) private readonly schema!: GraphQLSchemaHost;
  @Inject(apiLogger) private readonly logger!: Logger;
  readonly #ends = new WeakMap<Connection, () => void>();
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: socketMessageBytes });
  #close: () => Promise<void> = () => Promise.resolve();

  constructor(
    @Inject(Door) private readonly door: Door,
    @Inject(LoadersFactory) private readonly loaders: LoadersFactory,
    @Inject(OpenStreams) private readonly streams: OpenStreams,
  ) {}

  onApplicationBootstrap(): void {
    const formatError = makeFormatError(this.logger);
    const disposable = useServer<Record<string, unknown>, Partial<Extra>>(
      {
        schema: this.schema.schema,
        onConnect: (connection) => this.#mayConnect(connection),
        onClose: (connection) => this.#ends.get(connection)?.(),
        onSubscribe: (connection) => this.#maySubscribe(connection),
        context: (connection): OperationContext => {
          const caller = callerOn(connection);
          return { caller, loaders: this.loaders.make(caller) };
        },
        parse: (source) => parse(source, parseOptions),
        validate: (schema, document) => validate(schema, document, [...specifiedRules, ...queryRules]),
        onError: (...[, , , errors]) => errors.map((error) => formatError(error.toJSON(), error)),
        onNext: (...[, , , , { data, errors }]) =>
          errors && { data: data ?? null, errors: errors.map((error) => formatError(error.toJSON(), error)) },
      },
      this.#sockets,
    );
    this.#close = async () => disposable.dispose();
    this.adapter.httpAdapter.getHttpServer().on('upgrade', this.#upgrade);
  }

  /** Sends every client away (1001), so that it connects to another process and goes on watching there. */
  async close(): Promise<void> {
    this.adapter.httpAdapter.getHttpServer().off('upgrade', this.#upgrade);
    await this.#close();
  }

  readonly #upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // A client that is gone by now is no failure of this process.
    socket.on('error', () => socket.destroy());
    const full = this.#sockets.clients.size >= socketsMax;
    if (request.url?.split('?', 1)[0] !== '/graphql' || full) {
      const status = full ? '503 Service Unavailable' : '404 Not Found';
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (client) => {
      this.#sockets.emit('connection', client, request);
      // graphql-ws writes each broken message to the console as an internal error; it is the client's, and ws has closed by then.
      client
        .removeAllListeners('error')
        .on('error', (error) => this.logger.debug({ err: error }, 'a web socket broke'));
    });
  };

  /** Nobody holds a socket without a good token, which goes into `connectionParams` as `authorization`. */
  async #mayConnect(connection: Connection): Promise<boolean> {
    try {
      const person = await this.door.identify(callerOn(connection));
      this.#ends.set(connection, this.streams.begin(person.id));
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      connection.extra.socket?.close(forbidden, error.message);
      return false;
    }
  }

  #maySubscribe(connection: Connection): readonly GraphQLError[] | undefined {
    if (Object.keys(connection.subscriptions).length <= subscriptionsMax) return undefined;
    const says = `One connection carries at most ${subscriptionsMax} operations at a time.`;
    return [new GraphQLError(says, { originalError: new Refusal('TOO_MANY_REQUESTS', says) })];
  }
}

/** Each operation is let in anew, so that a revoked token opens nothing more. */
function callerOn(connection: Connection): Caller {
  const given = connection.connectionParams ?? {};
  const secret = bearerSecret(given['authorization'] ?? given['Authorization']);
  return new Caller(secret, connection.extra.request?.socket.remoteAddress ?? 'unknown');
}
