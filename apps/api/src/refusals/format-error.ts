import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { Refusal, type RefusalCode } from '#libs/contracts/refusal';
import { toRefusal } from './to-refusal.js';

/** Codes that Apollo gives to requests which never reach a resolver: all of them are the caller's mistake. */
const callersCodes = new Set<unknown>([
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.BAD_USER_INPUT,
  ApolloServerErrorCode.BAD_REQUEST,
  ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_FOUND,
]);

/** Makes the formatter through which every GraphQL error leaves: a code of the public list, a sentence, and nothing of the inside. */
export function makeFormatError(logger: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const place = {
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
    };
    const refusal = refusalOf(formatted, unwrapResolverError(error));
    if (refusal.code === 'INTERNAL')
      logger.error({ err: unwrapResolverError(error), path: formatted.path }, 'a GraphQL field failed');
    return { message: refusal.message, ...place, extensions: { code: refusal.code } };
  };
}

function refusalOf(formatted: GraphQLFormattedError, thrown: unknown): Refusal {
  if (!(thrown instanceof Refusal) && callersCodes.has(formatted.extensions?.['code'])) {
    // The rules that limit queries call every refusal a syntax error, and it is none.
    const code = codeOfMessage(formatted.message);
    const says = formatted.message.replace(code === 'QUERY_TOO_COMPLEX' ? 'Syntax Error: ' : '', '');
    return new Refusal(code, says);
  }
  return toRefusal(thrown);
}

/** The libraries that validate queries say what they refuse only in words. */
export function codeOfMessage(message: string): RefusalCode {
  if (/limit of [\d.]+ exceeded|more tha[nt] \d+ tokens|Maximum introspection depth/i.test(message))
    return 'QUERY_TOO_COMPLEX';
  if (/does not exist in "Language" enum/.test(message)) return 'LANGUAGE_NOT_OFFERED';
  return 'BAD_INPUT';
}
