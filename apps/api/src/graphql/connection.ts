import { Field, ObjectType } from '@nestjs/graphql';
import { Refusal } from '#libs/contracts/refusal';

@ObjectType('PageInfo', { description: 'See the Relay specification of connections.' })
export class PageInfoModel {
  @Field(() => Boolean)
  readonly hasNextPage!: boolean;

  @Field(() => Boolean)
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  readonly startCursor!: string | null;

  @Field(() => String, { nullable: true })
  readonly endCursor!: string | null;
}

/** Where a page lies in its list: `after` is the cursor that it was asked for after. */
export function pageInfoOf(
  edges: readonly { readonly cursor: string }[],
  { after, hasNext }: { readonly after: string | null; readonly hasNext: boolean },
): PageInfoModel {
  return {
    hasNextPage: hasNext,
    hasPreviousPage: after !== null,
    startCursor: edges.at(0)?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
}

/** Writes and reads the cursors of one kind of list. A cursor says nothing to whoever holds it, so that it may change. */
export function cursorsOf(kind: string): {
  readonly write: (id: string) => string;
  readonly read: (cursor: string) => string;
} {
  const head = `${kind}:`;
  return {
    write: (id) => Buffer.from(head + id).toString('base64url'),
    read: (cursor) => {
      const text = Buffer.from(cursor, 'base64url').toString();
      if (text.startsWith(head)) return text.slice(head.length);
      throw new Refusal('BAD_INPUT', 'This cursor is not one that came from here.');
    },
  };
}
