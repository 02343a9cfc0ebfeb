import { ApolloArmor } from '@escape.tech/graphql-armor';

/**
 * How large one GraphQL operation may be. The largest that the web page sends is depth 7, cost about 300, two aliases and
 * 200 tokens; a page of a course's people with their sections and groups costs 9000, because a level down weighs 1.5 times its
 * depth more, and a hundred rows of the gradebook 18,000. The size of a page counts where it is written into the query.
 */
export const queryLimits = Object.freeze({
  depth: 12,
  cost: 20_000,
  aliases: 15,
  directives: 20,
  tokens: 1500,
});

/** Rules that refuse an operation before any of it is executed, over HTTP and over the web socket alike. */
export const queryRules = new ApolloArmor({
  maxDepth: { n: queryLimits.depth, flattenFragments: true },
  costLimit: { maxCost: queryLimits.cost, flattenFragments: true },
  maxAliases: { n: queryLimits.aliases },
  maxDirectives: { n: queryLimits.directives },
  maxTokens: { enabled: false },
  blockFieldSuggestion: { enabled: false },
}).protect().validationRules;

/** For graphql's parser, which counts tokens by itself. */
export const parseOptions = { maxTokens: queryLimits.tokens };

/** Bytes of one HTTP request: the largest hand-in as JSON text with every character escaped, and something around it. */
export const requestBytes = 3 * 1024 * 1024;

/** A request whose last byte has not come by then is dropped, however slowly they drip. */
export const requestMs = 60_000;

/** Bytes of one message of a web socket: subscriptions are short. */
export const socketMessageBytes = 64 * 1024;

/** Web sockets that one process holds at a time. */
export const socketsMax = 2000;

/** Operations that one web socket carries at a time. */
export const subscriptionsMax = 50;

/** Web sockets, and streams of events, that one person has open at a time. */
export const streamsPerPerson = 20;
