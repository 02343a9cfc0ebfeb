import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#libs/contracts/refusal';
import type { Person } from '#libs/database/people.store';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
  }
}

/** Who a request says it comes from, and, once the guard has looked, whom it really comes from. */
export class Caller {
  /** The lookup, so that a query with ten root fields asks the database once. */
  identified: Promise<Person | Refusal> | undefined;
  #person: Person | null = null;

  constructor(
    /** The secret shown, or null. */
    readonly secret: string | null,
    /** The client's address as the outermost trusted proxy saw it. */
    readonly address: string,
  ) {}

  /** Takes down who the guard found. */
  letIn(person: Person): void {
    this.#person = person;
  }

  /** The person; where the guard let everybody through, `Refusal NOT_SIGNED_IN`. */
  get person(): Person {
    if (this.#person !== null) return this.#person;
    throw notSignedIn();
  }
}

/** What somebody without a token is told. */
export function notSignedIn(): Refusal {
  return new Refusal('NOT_SIGNED_IN', 'Sign in first: send a token as "Authorization: Bearer TOKEN".');
}

/** Reads the secret of an `Authorization` header: the scheme is Bearer (RFC 6750) in any case. */
export function bearerSecret(header: unknown): string | null {
  const found = typeof header === 'string' ? /^Bearer +([\w.~+/=-]{1,512})$/i.exec(header.trim()) : null;
  return found?.[1] ?? null;
}

/** Finds the caller of a GraphQL field or of a REST call. */
export function callerOf(context: ExecutionContext): Caller {
  if (context.getType<string>() !== 'graphql')
    return context.switchToHttp().getRequest<FastifyRequest>().caller;
  return GqlExecutionContext.create(context).getContext<{ caller: Caller }>().caller;
}

/** Hands a resolver or controller the person who called. */
export const Viewer = createParamDecorator(
  (_: unknown, context: ExecutionContext): Person => callerOf(context).person,
);

/** Hands a resolver or controller the caller, signed in or not. */
export const TheCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context),
);
